package io.github.ecsmaven.buildkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.DockerClient;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * All that an image is, as text that can be compared: a line for every entry of every layer, and its configuration.
 *
 * @param layers the entries, those of a layer in the order of their names; a time of today is {@code now}
 * @param configuration what a container starts with, and the history, without times and digests
 */
record ImageListing(List<String> layers, String configuration) {
    /** A text file whose lines are part of the listing. */
    static final String SHOWN = "shown";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant TODAY = Instant.now().truncatedTo(ChronoUnit.DAYS);
    private static final Pattern TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) \\d\\d:\\d\\d:\\d\\d[.]\\d+ [+]0000");
    private static final int HASH_DIGITS = 16;

    /** Reads an image of an engine as {@code docker save} writes it. */
    static ImageListing of(String image, DockerClient client) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (TarArchiveInputStream saved = new TarArchiveInputStream(
                new BufferedInputStream(client.saveImageCmd(image).exec()), "UTF-8")) {
            for (TarArchiveEntry entry = saved.getNextEntry(); entry != null; entry = saved.getNextEntry()) {
                files.put(entry.getName(), saved.readAllBytes());
            }
        }
        JsonNode manifest = JSON.readTree(files.get("manifest.json")).path(0);
        List<String> lines = new ArrayList<>();
        for (JsonNode layer : manifest.path("Layers")) {
            lines.add("layer");
            lines.addAll(entriesOf(files.get(layer.asText())));
        }
        return new ImageListing(lines, configuration((ObjectNode)
                JSON.readTree(files.get(manifest.path("Config").asText()))));
    }

    private static List<String> entriesOf(byte[] layer) throws IOException {
        List<String> lines = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(unpacked(layer), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                byte[] content = tar.readAllBytes();
                lines.add(line(entry, content));
                if (entry.getName().equals(SHOWN)) {
                    new String(content, StandardCharsets.UTF_8)
                            .lines()
                            .forEach(line -> lines.add(SHOWN + ": " + withoutToday(line)));
                }
            }
        }
        Collections.sort(lines);
        return lines;
    }

    private static String withoutToday(String line) {
        Matcher time = TIME.matcher(line);
        return time.find()
                        && !LocalDate.parse(time.group(1))
                                .isBefore(TODAY.atOffset(ZoneOffset.UTC).toLocalDate())
                ? time.replaceFirst("now")
                : line;
    }

    private static InputStream unpacked(byte[] layer) throws IOException {
        boolean gzip = layer.length > 1 && layer[0] == 0x1f && (layer[1] & 0xff) == 0x8b;
        InputStream in = new ByteArrayInputStream(layer);
        return gzip ? new GZIPInputStream(in) : in;
    }

    private static String line(TarArchiveEntry entry, byte[] content) {
        Instant modified = entry.getLastModifiedTime().toInstant();
        boolean shown = entry.getName().equals(SHOWN);
        return String.join(
                        " ",
                        quoted(entry.getName()),
                        typeOf(entry),
                        String.format("%04o", entry.getMode() & 07777),
                        entry.getLongUserId() + ":" + entry.getLongGroupId(),
                        modified.isBefore(TODAY) ? modified.toString() : "now",
                        entry.getLinkName().isEmpty() ? "" : "-> " + quoted(entry.getLinkName()),
                        content.length == 0 || shown ? "" : content.length + " bytes " + hash(content),
                        String.join(" ", extendedAttributes(entry)))
                .strip();
    }

    private static String typeOf(TarArchiveEntry entry) {
        if (entry.isBlockDevice() || entry.isCharacterDevice()) {
            return (entry.isBlockDevice() ? "block " : "character ") + entry.getDevMajor() + ',' + entry.getDevMinor();
        }
        return entry.isDirectory()
                ? "directory"
                : entry.isSymbolicLink() ? "link" : entry.isLink() ? "name" : entry.isFIFO() ? "fifo" : "file";
    }

    private static List<String> extendedAttributes(TarArchiveEntry entry) {
        return entry.getExtraPaxHeaders().entrySet().stream()
                .filter(header -> header.getKey().startsWith("SCHILY.xattr."))
                .map(header -> header.getKey() + '=' + quoted(header.getValue()))
                .sorted()
                .toList();
    }

    private static String quoted(String name) {
        return '"' + name.replace("\n", "\\n") + '"';
    }

    private static String hash(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String configuration(ObjectNode image) {
        image.remove("created");
        image.remove("rootfs");
        // What the classic store's cache is found by.
        image.remove("moby.buildkit.cache.v0");
        image.path("history").forEach(step -> ((ObjectNode) step).remove("created"));
        return image.toString();
    }
}
