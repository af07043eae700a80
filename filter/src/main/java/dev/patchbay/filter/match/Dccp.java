package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `-m dccp`: ports of DCCP, the kind of a packet, and its options (net/netfilter/xt_dccp.c).
public final class Dccp implements MatchKind {
  private static final List<String> KINDS =
      List.of(
          "REQUEST",
          "RESPONSE",
          "DATA",
          "ACK",
          "DATAACK",
          "CLOSEREQ",
          "CLOSE",
          "RESET",
          "SYNC",
          "SYNCACK",
          "INVALID");

  /// The kinds that do not exist.
  private static final int INVALID = 0xfc00;

  private static final Option<Ports> SOURCE =
      Option.of("source-port", Ports.guided()).alias("sport").invertible();
  private static final Option<Ports> DESTINATION =
      Option.of("destination-port", Ports.guided()).alias("dport").invertible();
  private static final Option<Integer> TYPES =
      Option.of("dccp-types", (reading, text) -> read(text)).invertible();
  private static final Option<Long> OPTION =
      Option.of("dccp-option", Values.number(1, 255)).invertible();

  @Override
  public String name() {
    return "dccp";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SOURCE, DESTINATION, TYPES, OPTION);
  }

  private static Integer read(String text) {
    int kinds = 0;
    for (String word : text.split(",", -1)) {
      int kind = KINDS.indexOf(word.toUpperCase(Locale.ROOT));
      if (kind < 0 && !word.isEmpty()) {
        throw new Refusal("Unknown DCCP type `" + word + "'");
      }
      kinds |= kind < 0 ? 0 : 1 << kind;
    }
    return (kinds & INVALID) == 0 ? kinds : kinds | INVALID;
  }

  @Override
  public Match build(Chosen chosen) {
    return new Header(
        Ports.of(chosen.get(SOURCE), chosen.inverted(SOURCE)),
        Ports.of(chosen.get(DESTINATION), chosen.inverted(DESTINATION)),
        chosen.get(TYPES),
        chosen.inverted(TYPES),
        chosen.get(OPTION, 0L).intValue(),
        chosen.inverted(OPTION));
  }

  /// @param types a bit for each kind, or null
  /// @param option the option that must be there, or 0
  record Header(
      Ports source,
      Ports destination,
      @Nullable Integer types,
      boolean notTypes,
      int option,
      boolean notOption)
      implements TransportMatch {
    @Override
    public String name() {
      return "dccp";
    }

    @Override
    public int protocol() {
      return IpProtocol.DCCP;
    }

    @Override
    public boolean matches(Inspection packet) {
      if (packet.fragment() != 0) {
        return false;
      }
      if (!packet.hasTransport(dev.patchbay.packet.Dccp.HEADER)) {
        packet.hotDrop();
        return false;
      }
      byte[] bytes = packet.bytes();
      int type = dev.patchbay.packet.Dccp.type(bytes, packet.transport());
      return source.contains(packet.sourcePort())
          && destination.contains(packet.destinationPort())
          && (types == null || ((types & 1 << type) != 0) != notTypes)
          && (option == 0 || hasOption(packet) != notOption);
    }

    private boolean hasOption(Inspection packet) {
      byte[] bytes = packet.bytes();
      int from = packet.transport();
      int end = from + dev.patchbay.packet.Dccp.dataOffset(bytes, from);
      int at = from + dev.patchbay.packet.Dccp.headerLength(bytes, from);
      if (at > end || end > packet.packet().tail()) {
        packet.hotDrop();
        return false;
      }
      while (at < end) {
        int kind = bytes[at] & 0xff;
        if (kind == option) {
          return true;
        }
        int length = kind < 2 || at + 1 == end ? 1 : bytes[at + 1] & 0xff;
        at += Math.max(length, 1);
      }
      return false;
    }

    @Override
    public void save(StringBuilder out) {
      TransportMatch.super.save(out);
      if (types != null) {
        show(out.append(notTypes ? " ! --dccp-types" : " --dccp-types"), types, false);
      }
      if (option != 0) {
        out.append(notOption ? " ! --dccp-option " : " --dccp-option ").append(option);
      }
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      TransportMatch.super.list(out, listing);
      if (types != null) {
        show(out.append(notTypes ? " !" : ""), types, listing.numeric());
      }
      if (option != 0) {
        out.append(" option=").append(notOption ? "!" : "").append(option);
      }
    }

    private static void show(StringBuilder out, int types, boolean numeric) {
      char before = ' ';
      for (int kind = 0; kind < (numeric ? 16 : KINDS.size()); kind++) {
        if ((types & 1 << kind) != 0) {
          out.append(before).append(numeric ? Integer.toString(kind) : KINDS.get(kind));
          before = ',';
        }
      }
    }
  }
}
