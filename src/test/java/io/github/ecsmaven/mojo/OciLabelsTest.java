package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.maven.model.Model;
import org.apache.maven.model.Scm;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OciLabelsTest {
    private static final String OCI = "org.opencontainers.image.";
    private final Model model = new Model();

    @Test
    void tellWhatMavenAndGitKnow() {
        model.setVersion("1.0.0");
        model.setName("Orders");
        model.addProperty("project.build.outputTimestamp", "2026-01-01T00:00:00Z");
        model.setUrl("https://acme.com/orders");
        Scm scm = new Scm();
        scm.setUrl("https://git.acme.com/orders");
        model.setScm(scm);

        assertThat(OciLabels.of(new MavenProject(model), Optional.of("c0ffee")))
                .hasSize(5)
                .containsEntry(OCI + "created", "2026-01-01T00:00:00Z")
                .containsEntry(OCI + "version", "1.0.0")
                .containsEntry(OCI + "revision", "c0ffee")
                .containsEntry(OCI + "source", "https://git.acme.com/orders")
                .containsEntry(OCI + "title", "Orders");
    }

    @Test
    void leaveOutWhatNobodyKnows() {
        model.setArtifactId("orders");
        model.setVersion("1.0.0");

        assertThat(OciLabels.of(new MavenProject(model), Optional.empty()))
                .containsOnlyKeys(OCI + "version", OCI + "title");
    }

    @Test
    void takeTheProjectsUrlForItsSource() {
        model.setUrl("https://acme.com/orders");
        model.setScm(new Scm());

        assertThat(OciLabels.of(new MavenProject(model), Optional.empty()))
                .containsEntry(OCI + "source", "https://acme.com/orders");
    }

    // maven.apache.org/guides/mini/guide-reproducible-builds.html: ISO 8601 or seconds since 1970; one character
    // switches it off
    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
        "2026-01-01T02:30:00+02:30, 2026-01-01T00:00:00Z",
        "1767225600, 2026-01-01T00:00:00Z",
        "x,",
        "0,",
        ",",
        "yesterday,",
        "2026-01-01,",
        "99999999999999999999,"
    })
    void readTheTimestampOfReproducibleBuilds(String outputTimestamp, String created) {
        assertThat(OciLabels.created(outputTimestamp)).isEqualTo(created);
    }
}
