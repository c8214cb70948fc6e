package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.image.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFilesTest {
    private static final Digest ID = new Digest("sha256:" + "0".repeat(64));
    private static final Digest DIGEST = new Digest("sha256:" + "1".repeat(64));

    @TempDir
    private Path target;

    private RecordFiles files() {
        return new RecordFiles(target.resolve("ecs"));
    }

    private static ImageRecord built() {
        return new ImageRecord(
                ImageReference.parse("shop:1.0"),
                Optional.of(ID),
                Optional.empty(),
                List.of(new Tag("1.0"), new Tag("stable")),
                Optional.of(new Tag("c-" + "0".repeat(32))),
                true,
                List.of(Platform.parse("linux/amd64")),
                false,
                "com.acme:shop:1.0",
                Optional.of("c0ffee"),
                "f00d");
    }

    @Test
    void aRecordReadsAsItWasWritten() {
        ImageRecord pushed =
                built().pushed(ImageReference.parse("127.0.0.1:5000/shop:1.0"), DIGEST, List.of(new Tag("1.0")));

        files().write(pushed);

        assertThat(files().readImage()).contains(pushed);
    }

    @Test
    void writesJibsKeysInAFixedOrder() throws IOException {
        files().write(built());

        assertThat(files().imageFile())
                .content()
                .startsWith(String.join(
                        "\n",
                        "{",
                        "  \"image\" : \"shop:1.0\",",
                        "  \"imageId\" : \"" + ID + "\",",
                        "  \"tags\" : [ \"1.0\", \"stable\" ],",
                        "  \"contentTag\" : \"c-" + "0".repeat(32) + "\",",
                        "  \"forced\" : true,",
                        "  \"imagePushed\" : false,"));
        assertThat(Files.list(target.resolve("ecs"))).containsExactly(files().imageFile());
    }

    @Test
    void whatAnEarlierRunLeftIsForgotten() {
        files().write(built());
        files().writeDeployment(java.util.Map.of("status", "succeeded"));

        files().forgetImage();
        files().forgetDeployment();

        assertThat(files().readImage()).isEmpty();
        assertThat(target.resolve("ecs")).isEmptyDirectory();
    }

    @Test
    void anotherFormIsRefusedWithTheWayOut() throws IOException {
        Files.createDirectories(target.resolve("ecs"));
        Files.writeString(files().imageFile(), "{\"image\": \"shop:1.0\"}");

        assertThatThrownBy(() -> files().readImage())
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("image.json")
                .hasMessageContaining("platforms")
                .hasMessageContaining("mvn clean");
    }

    @Test
    void saysWhyARecordCannotBeWritten() throws IOException {
        Files.writeString(target.resolve("ecs"), "in the way");

        assertThatThrownBy(() -> files().write(built())).isInstanceOfSatisfying(ActionableException.class, failure -> {
            assertThat(failure.problem())
                    .isEqualTo("The file " + files().imageFile()
                            + " cannot be written: a file of that name is in the way.");
            assertThat(failure.remedy()).contains(target.resolve("ecs").toString());
        });
    }
}
