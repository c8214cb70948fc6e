package io.github.ecsmaven.buildkit.wire;

/**
 * {@code moby.buildkit.v1.InfoResponse}.
 *
 * @param version BuildKit's version, or empty when it does not say
 */
public record BuildkitInfo(String version) {
    public static BuildkitInfo read(ProtoReader in) {
        String version = "";
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                version = readVersion(in.message());
            } else {
                in.skip();
            }
        }
        return new BuildkitInfo(version);
    }

    /** {@code moby.buildkit.v1.types.BuildkitVersion}. */
    private static String readVersion(ProtoReader in) {
        String version = "";
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 2) {
                version = in.text();
            } else {
                in.skip();
            }
        }
        return version;
    }
}
