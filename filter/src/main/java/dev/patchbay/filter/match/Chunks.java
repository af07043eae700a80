package dev.patchbay.filter.match;

import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.packet.Sctp;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Kinds of chunks that a packet of SCTP is to have all, some or no others of, with flags that they
/// are to have.
///
/// @param kinds those named, or null for all there are
/// @param flags by number of the kind, in the order given
record Chunks(Mode mode, @Nullable BitSet kinds, Map<Integer, Flags> flags) {
  /// How many of the kinds must be there.
  enum Mode {
    ANY,
    ALL,
    ONLY;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Bits of a chunk's flags, and which of them count.
  record Flags(int value, int mask) {
    Flags with(int bit, boolean set) {
      return new Flags(set ? value | bit : value, mask | bit);
    }
  }

  private record Kind(String name, int number, String letters) {}

  private static final int MOST_FLAGS = 4;
  private static final String NO_LETTERS = "--------";
  private static final String DATA_LETTERS = "----IUBE";
  private static final String TAG_LETTERS = "-------T";
  private static final List<Kind> KINDS =
      List.of(
          new Kind("DATA", 0, DATA_LETTERS),
          new Kind("INIT", 1, NO_LETTERS),
          new Kind("INIT_ACK", 2, NO_LETTERS),
          new Kind("SACK", 3, NO_LETTERS),
          new Kind("HEARTBEAT", 4, NO_LETTERS),
          new Kind("HEARTBEAT_ACK", 5, NO_LETTERS),
          new Kind("ABORT", 6, TAG_LETTERS),
          new Kind("SHUTDOWN", 7, NO_LETTERS),
          new Kind("SHUTDOWN_ACK", 8, NO_LETTERS),
          new Kind("ERROR", 9, NO_LETTERS),
          new Kind("COOKIE_ECHO", 10, NO_LETTERS),
          new Kind("COOKIE_ACK", 11, NO_LETTERS),
          new Kind("ECN_ECNE", 12, NO_LETTERS),
          new Kind("ECN_CWR", 13, NO_LETTERS),
          new Kind("SHUTDOWN_COMPLETE", 14, TAG_LETTERS),
          new Kind("I_DATA", 64, DATA_LETTERS),
          new Kind("RE_CONFIG", 130, NO_LETTERS),
          new Kind("PAD", 132, NO_LETTERS),
          new Kind("ASCONF", 193, NO_LETTERS),
          new Kind("ASCONF_ACK", 128, NO_LETTERS),
          new Kind("FORWARD_TSN", 192, NO_LETTERS),
          new Kind("I_FORWARD_TSN", 194, NO_LETTERS));

  /// Reads `all DATA,ABORT:t`.
  static Chunks read(Reading reading, String text) {
    int blank = text.indexOf(' ');
    Mode mode = mode(text.substring(0, blank));
    String list = text.substring(blank + 1);
    if (list.equalsIgnoreCase("ALL")) {
      return new Chunks(mode, null, Map.of());
    }
    BitSet kinds = new BitSet();
    Map<Integer, Flags> flags = new LinkedHashMap<>();
    if (!list.equalsIgnoreCase("NONE")) {
      for (String part : list.split(",", -1)) {
        if (!part.isEmpty()) {
          readOne(part, kinds, flags);
        }
      }
    }
    return new Chunks(mode, kinds, flags);
  }

  private static Mode mode(String word) {
    for (Mode mode : Mode.values()) {
      if (mode.name().equalsIgnoreCase(word)) {
        return mode;
      }
    }
    throw new Refusal("Match type has to be one of \"ALL\", \"ANY\" or \"ONLY\"");
  }

  private static void readOne(String part, BitSet kinds, Map<Integer, Flags> flags) {
    int colon = part.indexOf(':');
    String name = colon < 0 ? part : part.substring(0, colon);
    Kind kind = named(name);
    kinds.set(kind.number);
    for (char letter : (colon < 0 ? "" : part.substring(colon + 1)).toCharArray()) {
      int at = kind.letters.indexOf(Character.toUpperCase(letter));
      if (at < 0) {
        throw new Refusal("Invalid flags for chunk type " + KINDS.indexOf(kind));
      }
      Flags had = flags.getOrDefault(kind.number, new Flags(0, 0));
      flags.put(kind.number, had.with(0x80 >> at, Character.isUpperCase(letter)));
      if (flags.size() > MOST_FLAGS) {
        throw new Refusal(
            "Number of chunk types with flags exceeds currently allowed limit. Increasing this"
                + " limit involves changing IPT_NUM_SCTP_FLAGS and recompiling both the kernel"
                + " space and user space modules\n");
      }
    }
  }

  private static Kind named(String name) {
    for (Kind kind : KINDS) {
      if (kind.name.equalsIgnoreCase(name)) {
        return kind;
      }
    }
    throw new Refusal("Unknown sctp chunk `" + name + "'");
  }

  /// Whether the chunks of the packet, which has the common header, are as they are to be.
  boolean match(Inspection packet) {
    byte[] bytes = packet.bytes();
    int tail = packet.packet().tail();
    int at = packet.transport() + Sctp.HEADER;
    int missing = kinds == null ? 256 : kinds.cardinality();
    while (at < tail) {
      if (at + Sctp.CHUNK > tail || Sctp.chunkLength(bytes, at) == 0) {
        return false;
      }
      boolean isMeant = isMeant(bytes, at);
      if (mode == Mode.ANY && isMeant) {
        return true;
      }
      if (mode == Mode.ONLY && !isMeant) {
        return false;
      }
      if (isMeant && isFirst(bytes, packet.transport() + Sctp.HEADER, at)) {
        missing--;
      }
      at = Sctp.nextChunk(bytes, at);
    }
    return switch (mode) {
      case ANY -> false;
      case ALL -> missing == 0;
      case ONLY -> true;
    };
  }

  private boolean isMeant(byte[] bytes, int at) {
    int kind = Sctp.chunkType(bytes, at);
    if (kinds == null) {
      return true;
    }
    Flags wanted = kinds.get(kind) ? flags.get(kind) : null;
    return kinds.get(kind)
        && (wanted == null || (Sctp.chunkFlags(bytes, at) & wanted.mask) == wanted.value);
  }

  /// Whether no chunk from `from` on to that at `at` counted as one of its kind.
  private boolean isFirst(byte[] bytes, int from, int at) {
    int earlier = from;
    while (earlier < at) {
      boolean isSame = Sctp.chunkType(bytes, earlier) == Sctp.chunkType(bytes, at);
      if (isSame && isMeant(bytes, earlier)) {
        return false;
      }
      earlier = Sctp.nextChunk(bytes, earlier);
    }
    return true;
  }

  /// ` all DATA,ABORT:t`, or with figures.
  void show(StringBuilder out, boolean numeric) {
    out.append(' ').append(mode.word());
    if (kinds == null || kinds.isEmpty()) {
      out.append(kinds == null ? " ALL" : " NONE");
      return;
    }
    String before = " ";
    for (int kind = kinds.nextSetBit(0); kind >= 0; kind = kinds.nextSetBit(kind + 1)) {
      Kind known = numbered(kind);
      out.append(before);
      out.append(numeric ? String.format(Locale.ROOT, "0x%04X", kind) : known.name);
      showFlags(out, known);
      before = ",";
    }
  }

  private static Kind numbered(int number) {
    for (Kind kind : KINDS) {
      if (kind.number == number) {
        return kind;
      }
    }
    throw new IllegalStateException("no chunk " + number);
  }

  private void showFlags(StringBuilder out, Kind kind) {
    Flags wanted = flags.get(kind.number);
    if (wanted == null) {
      return;
    }
    out.append(':');
    for (int bit = 0x80, i = 0; bit != 0; bit >>= 1, i++) {
      if ((wanted.mask & bit) != 0) {
        char letter = kind.letters.charAt(i);
        out.append((wanted.value & bit) != 0 ? letter : Character.toLowerCase(letter));
      }
    }
  }
}
