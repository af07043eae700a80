package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.SynMatch;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `-m tcp`: ports, flags and options of TCP.
public final class Tcp implements MatchKind {
  private static final int HEADER = 20;
  private static final int FLAGS_AT = 13;
  private static final int OPTIONS_AT = 20;
  private static final String TWICE = "Only one of `--syn' or `--tcp-flags'  allowed";
  private static final String[] NAMES = {"FIN", "SYN", "RST", "PSH", "ACK", "URG"};
  private static final int ALL = 0x3f;

  private static final Option<Ports> SOURCE =
      Option.of("source-port", Ports.of("tcp"))
          .alias("sport")
          .invertible()
          .once("Only one `--source-port' allowed");
  private static final Option<Ports> DESTINATION =
      Option.of("destination-port", Ports.of("tcp"))
          .alias("dport")
          .invertible()
          .once("Only one `--destination-port' allowed");
  private static final Option<Void> SYN = Option.flag("syn").invertible().once(TWICE);
  private static final Option<Flags> FLAGS =
      Option.of("tcp-flags", Tcp::readFlags)
          .pair("--tcp-flags requires two args.")
          .invertible()
          .once(TWICE);
  private static final Option<Integer> OPTION =
      Option.of("tcp-option", Tcp::readOption).invertible().once("Only one `--tcp-option' allowed");

  /// Which flags are looked at, and which of them are set.
  record Flags(int mask, int set) {}

  @Override
  public String name() {
    return "tcp";
  }

  @Override
  public String module(Family family) {
    return "xt_tcpudp";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SOURCE, DESTINATION, SYN, FLAGS, OPTION);
  }

  private static Flags readFlags(Reading reading, String text) {
    int blank = text.indexOf(' ');
    return new Flags(flags(text.substring(0, blank)), flags(text.substring(blank + 1)));
  }

  private static int flags(String text) {
    int flags = 0;
    for (String word : text.split(",", -1)) {
      flags |= word.isEmpty() ? 0 : flag(word);
    }
    return flags;
  }

  private static int flag(String word) {
    for (int i = 0; i < NAMES.length; i++) {
      if (NAMES[i].equalsIgnoreCase(word)) {
        return 1 << i;
      }
    }
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "ALL" -> ALL;
      case "NONE" -> 0;
      default -> throw new Refusal("Unknown TCP flag `" + word + "'");
    };
  }

  private static int readOption(Reading reading, String text) {
    Long number = Values.parse(text);
    if (number == null || number < 1 || number > 255) {
      throw new Refusal("Bad TCP option \"" + text + "\"");
    }
    return number.intValue();
  }

  @Override
  public Match build(Chosen chosen) {
    if (chosen.has(SYN) && chosen.has(FLAGS)) {
      throw new Refusal(TWICE);
    }
    Flags none = new Flags(0, 0);
    return new Segment(
        Ports.of(chosen.get(SOURCE), chosen.inverted(SOURCE)),
        Ports.of(chosen.get(DESTINATION), chosen.inverted(DESTINATION)),
        chosen.has(SYN) ? new Flags(0x17, 2) : chosen.get(FLAGS, none),
        chosen.inverted(SYN) || chosen.inverted(FLAGS),
        chosen.get(OPTION, 0),
        chosen.inverted(OPTION));
  }

  /// @param option the kind of a TCP option, or 0
  record Segment(
      Ports source, Ports destination, Flags flags, boolean notFlags, int option, boolean notOption)
      implements SynMatch, TransportMatch {
    @Override
    public String name() {
      return "tcp";
    }

    @Override
    public int protocol() {
      return IpProtocol.TCP;
    }

    @Override
    public boolean matches(Inspection packet) {
      if (!packet.hasWholeHeader(HEADER)) {
        return false;
      }
      return source.contains(packet.sourcePort())
          && destination.contains(packet.destinationPort())
          && hasFlags(packet.bytes()[packet.transport() + FLAGS_AT])
          && (option == 0 || hasOption(packet) != notOption);
    }

    @Override
    public boolean wantsSyn() {
      return (flags.set & 2) != 0 && !notFlags;
    }

    private boolean hasFlags(byte bits) {
      return ((bits & flags.mask) == flags.set) != notFlags;
    }

    private boolean hasOption(Inspection packet) {
      byte[] bytes = packet.bytes();
      int at = packet.transport() + OPTIONS_AT;
      int end = packet.transport() + ((bytes[packet.transport() + 12] & 0xf0) >> 2);
      if (end > packet.packet().tail()) {
        packet.hotDrop();
        return notOption;
      }
      while (at < end) {
        int kind = bytes[at] & 0xff;
        if (kind == option) {
          return true;
        }
        boolean isLong = kind > 1 && at + 1 < end;
        at += isLong ? Math.max(bytes[at + 1] & 0xff, 1) : 1;
      }
      return false;
    }

    @Override
    public void save(StringBuilder out) {
      TransportMatch.super.save(out);
      if (option != 0) {
        out.append(notOption ? " ! --tcp-option " : " --tcp-option ").append(option);
      }
      if (flags.mask != 0 || notFlags) {
        out.append(notFlags ? " ! --tcp-flags " : " --tcp-flags ");
        out.append(words(flags.mask)).append(' ').append(words(flags.set));
      }
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      TransportMatch.super.list(out, listing);
      if (option != 0) {
        out.append(" option=").append(notOption ? "!" : "").append(option);
      }
      if (flags.mask != 0 || notFlags) {
        out.append(" flags:").append(notFlags ? "!" : "");
        out.append(
            listing.numeric()
                ? String.format(Locale.ROOT, "0x%02X/0x%02X", flags.mask, flags.set)
                : words(flags.mask) + "/" + words(flags.set));
      }
    }

    private static String words(int flags) {
      List<String> words = new ArrayList<>();
      for (int i = 0; i < NAMES.length; i++) {
        if ((flags & 1 << i) != 0) {
          words.add(NAMES[i]);
        }
      }
      return words.isEmpty() ? "NONE" : String.join(",", words);
    }
  }
}
