package io.github.ecsmaven.buildkit.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code fsutil.types.Packet}: one move in the transfer of a directory. The sender shows every entry, an empty {@link #STAT} ends them;
 * the receiver asks for content by the entry's number, counted from 0.
 *
 * @param type one of the constants
 * @param stat of a {@link #STAT} that is not the last
 * @param id number of the entry that a {@link #REQUEST} or {@link #DATA} is about
 * @param data content; empty at the content's end
 */
public record Packet(int type, Optional<Stat> stat, int id, byte[] data) implements Message {
    public static final int STAT = 0;
    public static final int REQUEST = 1;
    public static final int DATA = 2;
    public static final int FINISH = 3;
    public static final int ERROR = 4;

    private static final byte[] NOTHING = {};

    public static Packet entry(Stat stat) {
        return new Packet(STAT, Optional.of(stat), 0, NOTHING);
    }

    public static Packet endOfEntries() {
        return new Packet(STAT, Optional.empty(), 0, NOTHING);
    }

    public static Packet data(int id, byte[] data) {
        return new Packet(DATA, Optional.empty(), id, data);
    }

    /** All of {@link #data} but the content itself, which follows. */
    public static byte[] headOfData(int id, int length) {
        return new ProtoWriter()
                .number(1, DATA)
                .number(3, id)
                .bytesToCome(4, length)
                .toByteArray();
    }

    public static Packet endOfData(int id) {
        return data(id, NOTHING);
    }

    public static Packet finish() {
        return new Packet(FINISH, Optional.empty(), 0, NOTHING);
    }

    public static Packet error(String message) {
        return new Packet(ERROR, Optional.empty(), 0, message.getBytes(StandardCharsets.UTF_8));
    }

    public static Packet read(ProtoReader in) {
        int type = STAT;
        @Nullable Stat stat = null;
        int id = 0;
        byte[] data = NOTHING;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> type = (int) in.number();
                case 2 -> stat = Stat.read(in.message());
                case 3 -> id = (int) in.number();
                case 4 -> data = in.bytes();
                default -> in.skip();
            }
        }
        return new Packet(type, Optional.ofNullable(stat), id, data);
    }

    @Override
    public void writeTo(ProtoWriter out) {
        out.number(1, type);
        if (stat.isPresent()) {
            out.message(2, stat.get());
        }
        out.number(3, id).bytes(4, data);
    }
}
