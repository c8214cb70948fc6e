package io.github.ecsmaven.buildkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages and their bytes, computed by hand from "Encoding" (protobuf.dev) and the field numbers of moby/buildkit's .proto files. */
class WireTest {

    @Test
    void writesWhatToSolve() {
        SolveRequest request = new SolveRequest(
                "r",
                "s",
                "dockerfile.v0",
                Map.of("target", "x"),
                Optional.of(new SolveRequest.Typed("moby", Map.of("name", "a:1"))),
                List.of(new SolveRequest.Typed("inline", Map.of())),
                List.of(new SolveRequest.Typed("registry", Map.of("ref", "c"))),
                List.of("network.host"));

        assertThat(hex(request))
                .isEqualTo(
                        "0a0172" // 1: ref
                                + "1a046d6f6279" // 3: exporter of BuildKit before 0.13
                                + "220b0a046e616d651203613a31" // 4: its attributes
                                + "2a0173" // 5: session
                                + "320d646f636b657266696c652e7630" // 6: frontend
                                + "3a0b0a06746172676574120178" // 7: its attributes
                                + "4220" // 8: cache
                                + "22080a06696e6c696e65" // 4: exports
                                + "2a140a08726567697374727912080a03726566120163" // 5: imports
                                + "4a0c6e6574776f726b2e686f7374" // 9: entitlements
                                + "6a130a046d6f6279120b0a046e616d651203613a31"); // 13: exporters
    }

    @Test
    void leavesOutWhatHasItsDefault() {
        SolveRequest nothing =
                new SolveRequest("", "", "", Map.of(), Optional.empty(), List.of(), List.of(), List.of());

        assertThat(hex(nothing)).isEqualTo("4200");
        assertThat(hex(new NoFields())).isEmpty();
        assertThat(hex(new Named(""))).isEmpty();
        assertThat(hex(Packet.endOfEntries())).isEmpty();
    }

    @Test
    void writesEntriesOfADirectory() {
        Stat stat = new Stat("a/b", 0x800001ed, 300, 1_000_000_000L, "to", 8, 1);

        assertThat(hex(Packet.entry(stat)))
                .isEqualTo(
                        "121c" // 2: stat
                                + "0a03612f62" // 1: path
                                + "10ed83808008" // 2: mode, unsigned
                                + "28ac02" // 5: size
                                + "308094ebdc03" // 6: modified
                                + "3a02746f" // 7: link
                                + "40084801"); // 8, 9: device
        assertThat(Packet.read(reader(hex(Packet.entry(stat)))).stat()).contains(stat);
    }

    @Test
    void writesContentAndItsEnd() {
        assertThat(hex(Packet.data(5, new byte[] {1, 2}))).isEqualTo("0802" + "1805" + "22020102");
        assertThat(HexFormat.of().formatHex(Packet.headOfData(5, 300))).isEqualTo("0802" + "1805" + "22ac02");
        assertThat(hex(Packet.endOfData(0))).isEqualTo("0802");
        assertThat(hex(Packet.finish())).isEqualTo("0803");
        assertThat(hex(Packet.error("é"))).isEqualTo("0804" + "2202c3a9");
    }

    @Test
    void readsARequestForContent() {
        Packet request = Packet.read(reader("0801" + "18ac02"));

        assertThat(request.type()).isEqualTo(Packet.REQUEST);
        assertThat(request.id()).isEqualTo(300);
        assertThat(request.stat()).isEmpty();
    }

    @Test
    void writesAnswersOfTheSession() {
        assertThat(hex(new Credentials("AWS", "pw"))).isEqualTo("0a03415753" + "12027077");
        assertThat(hex(Credentials.NONE)).isEmpty();
        assertThat(hex(new Secret(new byte[] {0, 1}))).isEqualTo("0a020001");
        assertThat(hex(new BytesMessage(new byte[] {7}))).isEqualTo("0a0107");
        assertThat(hex(new Serving())).isEqualTo("0801");
    }

    @Test
    void showsNoSecretInItsText() {
        assertThat(new Credentials("AWS", "pw").toString()).contains("AWS").doesNotContain("pw");
        assertThat(new Secret("hush".getBytes(StandardCharsets.UTF_8)).toString())
                .isEqualTo("Secret[***]");
    }

    @Test
    void readsWhatTheBuilderIs() {
        String platform = "0a05" + text("amd64") + "1205" + text("linux") + "1a02" + text("v2");
        String worker = "0a01" + text("w") + "1206" + "0a016b" + "120176" + "1a12" + platform;

        assertThat(Workers.read(reader("0a1f" + worker)).workers())
                .containsExactly(new Workers.Worker("w", Map.of("k", "v"), List.of("linux/amd64/v2")));
        assertThat(BuildkitInfo.read(reader("0a0a" + "0a0161" + "1205" + text("v0.25")))
                        .version())
                .isEqualTo("v0.25");
        assertThat(BuildkitInfo.read(reader("")).version()).isEmpty();
    }

    @Test
    void readsTheExportersAnswer() {
        assertThat(SolveResponse.read(reader("0a06" + "0a016b" + "120176" + "0a03" + "0a0178"))
                        .exporterResponse())
                .containsOnly(Map.entry("k", "v"), Map.entry("x", ""));
    }

    @Test
    void readsStepsAndTheirOutput() {
        String began = "2a02" + "0805"; // 5 s
        String ended = "3204" + "0806" + "1007"; // 6 s, 7 ns
        String vertex = "0a0164" + "1a03" + text("RUN") + "2001" + began + ended + "3a01" + text("!");
        String status = "0a0169" + "120164" + "1a016e" + "2003" + "2804" + "4202" + "0801";
        String log = "0a0164" + "22026869";
        StatusResponse response = StatusResponse.read(reader("0a17" + vertex + "1211" + status + "1a07" + log));

        assertThat(response.vertexes())
                .containsExactly(new Vertex(
                        "d",
                        "RUN",
                        true,
                        Optional.of(Instant.ofEpochSecond(5)),
                        Optional.of(Instant.ofEpochSecond(6, 7)),
                        "!"));
        assertThat(response.statuses()).containsExactly(new VertexStatus("i", "d", "n", 3, 4, true));
        assertThat(response.logs()).singleElement().satisfies(piece -> {
            assertThat(piece.vertex()).isEqualTo("d");
            assertThat(piece.output()).isEqualTo("hi".getBytes(StandardCharsets.UTF_8));
        });
    }

    @Test
    void readsWarningsWithTheirPlace() {
        String source = "0a01" + text("D") + "1201" + text("x");
        String range = "0a02" + "0802" + "1202" + "0803";
        String warning = "0a0164" + "1a01" + text("s") + "2a01" + text("u") + "3206" + source + "3a08" + range;
        StatusResponse response = StatusResponse.read(reader("221b" + warning));

        assertThat(response.warnings())
                .containsExactly(new VertexWarning(
                        "d", "s", "u", Optional.of(new SourceInfo("D", "x")), List.of(new SourceRange(2, 3))));
    }

    @Test
    void readsThePlaceOfAnErrorInBothFormsThatBuildKitHasIt() {
        String json =
                "{\"info\":{\"filename\":\"D\",\"data\":\"eA==\"},\"ranges\":[{\"start\":{\"line\":3},\"end\":{}}]}";
        ErrorDetails ofJson = ErrorDetails.read(new ProtoReader(
                detail("github.com/moby/buildkit/errdefs.Source+json", json.getBytes(StandardCharsets.UTF_8))));
        byte[] proto = HexFormat.of().parseHex("0a06" + "0a0144" + "120178" + "1204" + "0a02" + "0803");
        ErrorDetails ofProto = ErrorDetails.read(new ProtoReader(detail("type.googleapis.com/errdefs.Source", proto)));

        assertThat(ofJson.source()).contains(new SourceInfo("D", "x"));
        assertThat(ofJson.ranges()).containsExactly(new SourceRange(3, 3));
        assertThat(ofProto).isEqualTo(ofJson);
    }

    @Test
    void takesDetailsOfAnotherKindForNone() {
        byte[] broken = "{\"info\"".getBytes(StandardCharsets.UTF_8);

        assertThat(ErrorDetails.read(new ProtoReader(detail("errdefs.Source+json", broken)))
                        .source())
                .isEmpty();
        assertThat(ErrorDetails.read(new ProtoReader(detail("stack.Stack+json", broken)))
                        .source())
                .isEmpty();
    }

    private static byte[] detail(String type, byte[] value) {
        ProtoWriter any = new ProtoWriter().text(1, type).bytes(2, value);
        return new ProtoWriter()
                .number(1, 2)
                .text(2, "said")
                .bytes(3, any.toByteArray())
                .toByteArray();
    }

    @Test
    void passesOverFieldsThatItDoesNotKnow() {
        String unknown = "f80196" + "01" // 31: a number
                + "fa0102" + "ffff" // 31: bytes
                + "f901" + "0102030405060708" // 31: eight bytes
                + "fd01" + "01020304"; // 31: four bytes

        assertThat(Named.read(reader(unknown + "0a0161" + unknown)).name()).isEqualTo("a");
        assertThat(NoFields.read(reader(unknown))).isEqualTo(new NoFields());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0a", // no length
                "0a05" + "6162", // shorter than its length
                "80", // an unfinished tag
                "08ffffffffffffffffffff01", // more than 64 bits
                "0801", // a number where a text belongs
                "0affffffffffffffffff01" + "61", // a negative length
                "fd01" + "0102", // fewer than four bytes
                "0b", // a group
                "0f" // no type
            })
    void refusesWhatIsNoMessage(String bytes) {
        assertThatThrownBy(() -> Named.read(reader(bytes)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a Protocol Buffers message: it has ");
    }

    private static String text(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(Message message) {
        return HexFormat.of().formatHex(message.toByteArray());
    }

    private static ProtoReader reader(String hex) {
        return new ProtoReader(HexFormat.of().parseHex(hex));
    }
}
