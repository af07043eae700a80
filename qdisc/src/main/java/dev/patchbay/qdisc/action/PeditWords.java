package dev.patchbay.qdisc.action;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.qdisc.action.PeditKey.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads the words of `pedit`: bytes by where they stand, or fields by their names (tc/m_pedit.c).
final class PeditWords {
  private static final String USAGE =
      """
      Usage: ... pedit munge [ex] <MUNGE> [CONTROL]
      Where: MUNGE := <RAW>|<LAYERED>
      	<RAW>:= <OFFSETC>[ATC]<CMD>
       		OFFSETC:= offset <offval> <u8|u16|u32>
      		ATC:= at <atval> offmask <maskval> shift <shiftval>
      		NOTE: offval is byte offset, must be multiple of 4
      		NOTE: maskval is a 32 bit hex number
       		NOTE: shiftval is a shift value
      		CMD:= clear | invert | set <setval> | add <addval> | decrement | retain
      	<LAYERED>:= ip <ipdata> | ip6 <ip6data>
       		| udp <udpdata> | tcp <tcpdata> | icmp <icmpdata>
      	CONTROL:= reclassify | pipe | drop | continue | pass |
      	          goto chain <CHAIN_INDEX>
      	NOTE: if 'ex' is set, extended functionality will be supported (kernel >= 4.11)
      For Example usage look at the examples directory\
      """;

  private static final int WORD = 32;

  /// A field of a header: where it begins, in bits, how many it has, and which of them count.
  private record Field(int at, int bits, long retained) {
    Field(int byteAt, int bits) {
      this(byteAt * 8, bits, (1L << bits) - 1);
    }
  }

  private final Args args;
  private final List<PeditKey> keys = new ArrayList<>();
  private boolean extended;

  PeditWords(Args args) {
    this.args = args;
  }

  List<PeditKey> read() {
    String word = args.next();
    if (word.equals("ex")) {
      extended = true;
      word = args.next();
    }
    while (word != null && word.equals("munge")) {
      munge();
      String next = args.peek();
      word = next != null && next.equals("munge") ? args.next() : null;
    }
    if (keys.isEmpty()) {
      throw word != null && word.equals("help") ? new CommandException(255, USAGE) : bad("", word);
    }
    return List.copyOf(keys);
  }

  private static CommandException bad(String before, @Nullable String word) {
    String construct = "Bad pedit construct (" + (word == null ? "(null)" : word) + ")\n";
    return new CommandException(1, before + construct + USAGE);
  }

  private void munge() {
    String word = args.next();
    if (word.equals("offset")) {
      raw();
    } else {
      layered(word);
    }
  }

  // ---- by place

  private void raw() {
    String offset = args.next();
    OptionalLong at = Numbers.u32(offset, 0);
    if (at.isEmpty()) {
      throw bad("", offset);
    }
    int bits =
        switch (args.next()) {
          case "u8" -> 8;
          case "u16" -> 16;
          case "u32" -> WORD;
          default -> throw bad("", offset);
        };
    command(new Field((int) at.getAsLong(), bits), Header.NETWORK, null);
  }

  // ---- by name

  private void layered(String kind) {
    String name = args.next();
    Header header = header(kind);
    if (header == null) {
      throw bad(
          "Unknown action  hence option \"" + name + "\" is unparsable\nbad pedit parsing\n", kind);
    }
    boolean inFrame = header == Header.ETH || header == Header.TCP || header == Header.UDP;
    Field field = inFrame && !extended ? null : field(header, name);
    if (field == null) {
      throw bad("bad pedit parsing\n", kind);
    }
    command(field, extended ? header : Header.NETWORK, kind);
  }

  private static @Nullable Header header(String kind) {
    return switch (kind) {
      case "eth" -> Header.ETH;
      case "ip" -> Header.IPV4;
      case "ip6" -> Header.IPV6;
      case "tcp" -> Header.TCP;
      case "udp" -> Header.UDP;
      default -> null;
    };
  }

  private static @Nullable Field field(Header header, String name) {
    return switch (header) {
      case ETH -> ethernet(name);
      case IPV4 -> ipv4(name);
      case IPV6 -> ipv6(name);
      case TCP -> name.equals("flags") ? new Field(13, 8) : port(name);
      default -> port(name);
    };
  }

  private static @Nullable Field ethernet(String name) {
    return switch (name) {
      case "dst" -> new Field(0, 48);
      case "src" -> new Field(6, 48);
      case "type" -> new Field(12, 16);
      default -> null;
    };
  }

  private static @Nullable Field ipv4(String name) {
    return switch (name) {
      case "ihl" -> new Field(0, 8, 0x0f);
      case "tos", "dsfield" -> new Field(1, 8);
      case "nofrag" -> new Field(48, 8, 0x3f);
      case "firstfrag" -> new Field(48, 8, 0x1f);
      case "ce" -> new Field(48, 8, 0x80);
      case "df" -> new Field(48, 8, 0x40);
      case "mf" -> new Field(48, 8, 0x20);
      case "ttl" -> new Field(8, 8);
      case "protocol" -> new Field(9, 8);
      case "src" -> new Field(12, WORD);
      case "dst" -> new Field(16, WORD);
      case "sport" -> new Field(20, 16);
      case "dport" -> new Field(22, 16);
      // Linux's tc has both at the same place.
      case "icmp_type", "icmp_code" -> new Field(20, 8);
      default -> null;
    };
  }

  private static @Nullable Field ipv6(String name) {
    return switch (name) {
      case "traffic_class" -> new Field(4, 8, 0xff);
      case "flow_lbl" -> new Field(12, 20, 0xf_ffff);
      case "payload_len" -> new Field(4, 16);
      case "nexthdr" -> new Field(6, 8);
      case "hoplimit" -> new Field(7, 8);
      case "src" -> new Field(8, 128);
      case "dst" -> new Field(24, 128);
      default -> null;
    };
  }

  private static @Nullable Field port(String name) {
    return switch (name) {
      case "sport" -> new Field(0, 16);
      case "dport" -> new Field(2, 16);
      default -> null;
    };
  }

  // ---- what is done with it

  private void command(Field field, Header header, @Nullable String kind) {
    String word = args.next();
    switch (word) {
      case "set" -> set(field, header, kind, false);
      case "add" -> {
        if (!extended) {
          throw bad("Non extended mode. only 'set' command is supported\n", word);
        }
        set(field, header, kind, true);
      }
      case "clear" -> add(field, header, false, 0, field.retained);
      case "invert" -> pack(field, header, false, field.retained, 0);
      case "preserve" -> pack(field, header, false, 0, 0);
      default -> throw kind == null ? bad("", word) : bad("bad pedit parsing\n", kind);
    }
  }

  private void set(Field field, Header header, @Nullable String kind, boolean adds) {
    String word = args.next();
    if (field.bits == 128) {
      ip6(field, header, word, kind);
      return;
    }
    OptionalLong value = value(field, word);
    if (value.isEmpty()) {
      throw kind == null ? bad("", word) : bad("bad pedit parsing\n", kind);
    }
    long retained = field.retained;
    if (args.accept("retain")) {
      retained &= Numbers.u32(args.next(), 0).orElse(0);
    }
    add(field, header, adds, value.getAsLong(), retained);
  }

  private static OptionalLong value(Field field, String word) {
    if (field.bits == 48) {
      Mac mac = Mac.parse(word);
      return mac == null ? OptionalLong.empty() : OptionalLong.of(mac.value());
    }
    Ip ip = field.bits == WORD ? Ip.parse(word) : null;
    return ip != null && ip.isV4() ? OptionalLong.of(ip.hi() >>> 32) : Numbers.u32(word, 0);
  }

  private void ip6(Field field, Header header, String word, @Nullable String kind) {
    Ip ip = Ip.parse(word);
    if (ip == null || !ip.isV6()) {
      throw bad("bad pedit parsing\n", kind);
    }
    for (int i = 0; i < 4; i++) {
      long half = i < 2 ? ip.hi() : ip.lo();
      int part = (int) (half >>> (i % 2 == 0 ? WORD : 0));
      keys.add(new PeditKey(header, field.at / 8 + 4 * i, false, part, 0));
    }
  }

  private void add(Field field, Header header, boolean adds, long value, long retained) {
    if (field.bits < WORD && value >>> field.bits != 0) {
      String problem = "pack_key" + field.bits + " bad value (val %x mask %x\n";
      throw bad(problem.formatted(value, 0), args.peek());
    }
    pack(field, header, adds, value & retained, retained);
  }

  /// Puts the bits into as many words as they take: `changed` says which of them change.
  private void pack(Field field, Header header, boolean adds, long value, long changed) {
    if (field.bits == WORD && field.at % WORD != 0) {
      throw bad("pack_key32: 32 bit offsets must begin in 32bit boundaries\n", args.peek());
    }
    if (field.bits == 48) {
      int first = field.at / WORD * WORD;
      int shift = 2 * WORD - 48 - (field.at - first);
      part(header, first, adds, value << shift >>> WORD, changed << shift >>> WORD);
      part(header, first + WORD, adds, value << shift, changed << shift);
      return;
    }
    int first = field.at / WORD * WORD;
    int shift = WORD - field.bits - (field.at - first);
    if (shift < 0) {
      throw bad("pack_key16 bad index value 3\n", args.peek());
    }
    part(header, first, adds, value << shift, changed << shift);
  }

  private void part(Header header, int bitAt, boolean adds, long value, long changed) {
    keys.add(new PeditKey(header, bitAt / 8, adds, (int) value, ~(int) changed));
  }
}
