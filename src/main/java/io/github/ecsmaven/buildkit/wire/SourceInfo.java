package io.github.ecsmaven.buildkit.wire;

import java.nio.charset.StandardCharsets;

/**
 * {@code pb.SourceInfo}: a file that a build graph was made of.
 *
 * @param filename its name
 * @param text its content
 */
public record SourceInfo(String filename, String text) {
    static SourceInfo read(ProtoReader in) {
        String filename = "";
        byte[] data = {};
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> filename = in.text();
                case 2 -> data = in.bytes();
                default -> in.skip();
            }
        }
        return new SourceInfo(filename, new String(data, StandardCharsets.UTF_8));
    }
}
