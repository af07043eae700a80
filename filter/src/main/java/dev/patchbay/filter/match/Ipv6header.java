package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import java.util.List;
import java.util.Locale;

/// `-m ipv6header`: which extension headers a packet has (net/ipv6/netfilter/ip6t_ipv6header.c).
public final class Ipv6header implements MatchKind {
  private static final Option<Integer> HEADER =
      Option.of("header", Ipv6header::read).mandatory().invertible();
  private static final Option<Void> SOFT = Option.flag("soft");

  /// The headers in the order in which they are shown, each with its bit, from the highest down.
  private static final int[] KINDS = {
    IpProtocol.HOP_BY_HOP,
    IpProtocol.DESTINATION_OPTIONS,
    IpProtocol.ROUTING,
    IpProtocol.FRAGMENT,
    IpProtocol.AH,
    IpProtocol.ESP,
    IpProtocol.NO_NEXT_HEADER,
    IpProtocol.RAW
  };

  private static final String[] WORDS = {
    "hop", "dst", "route", "frag", "auth", "esp", "none", "prot"
  };

  @Override
  public String name() {
    return "ipv6header";
  }

  @Override
  public boolean speaks(Family family) {
    return family == Family.IPV6;
  }

  @Override
  public String module(Family family) {
    return "ip6t_ipv6header";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(HEADER, SOFT);
  }

  private static Integer read(Reading reading, String text) {
    int flags = 0;
    for (String word : text.split(",", -1)) {
      flags |= word.isEmpty() ? 0 : flag(reading, word);
    }
    if (flags == 0) {
      throw new Refusal("ip6t_ipv6header: cannot parse header names");
    }
    return flags;
  }

  private static int flag(Reading reading, String word) {
    int kind = reading.names().protocol(word);
    for (int i = 0; i < KINDS.length && kind < 0; i++) {
      boolean isMeant =
          word.equals(WORDS[i]) || word.equals(shown(i)) || word.equals(Integer.toString(KINDS[i]));
      kind = isMeant ? KINDS[i] : kind;
    }
    if (kind < 0) {
      throw new Refusal("unknown header `" + word + "' specified");
    }
    int flag = bit(kind);
    if (flag == 0) {
      throw new Refusal("unknown header `" + kind + "' specified");
    }
    return flag;
  }

  /// The bit of a header, or 0 when it has none.
  private static int bit(int kind) {
    for (int i = 0; i < KINDS.length; i++) {
      if (KINDS[i] == kind) {
        return 0x80 >> i;
      }
    }
    return 0;
  }

  private static String shown(int i) {
    String name = i == 0 ? "hop-by-hop" : IpProtocol.name(KINDS[i]);
    return name == null ? "protocol" : name;
  }

  @Override
  public Match build(Chosen chosen) {
    return new Chain(chosen.required(HEADER), chosen.inverted(HEADER), chosen.has(SOFT));
  }

  /// @param soft whether other headers may be there as well
  record Chain(int headers, boolean inverted, boolean soft) implements Match {
    private static final int LEAST = 8;

    @Override
    public String name() {
      return "ipv6header";
    }

    @Override
    public boolean matches(Inspection packet) {
      int found = found(packet.bytes(), packet.network(), packet.packet().tail());
      if (found < 0) {
        return false;
      }
      if (soft) {
        int wrong = (found ^ headers ^ (inverted ? 0xff : 0)) & headers;
        return wrong == 0;
      }
      return (found == headers) != inverted;
    }

    /// The bits of the headers there are, or -1 when one is cut off.
    private static int found(byte[] bytes, int network, int tail) {
      int kind = Ipv6.nextHeader(bytes, network);
      int at = network + Ipv6.HEADER;
      int found = 0;
      while (bit(kind) != 0 && kind != IpProtocol.RAW) {
        found |= bit(kind);
        if (kind == IpProtocol.NO_NEXT_HEADER || kind == IpProtocol.ESP) {
          return found;
        }
        if (tail - at < LEAST) {
          return -1;
        }
        int length = Ipv6.extensionLength(bytes, at, kind);
        kind = bytes[at] & 0xff;
        at += length;
        if (at > tail) {
          break;
        }
      }
      return found | bit(IpProtocol.RAW);
    }

    @Override
    public void save(StringBuilder out) {
      names(out.append(inverted ? " ! --header " : " --header "));
      out.append(soft ? " --soft" : "");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" ipv6header flags:").append(inverted ? "!" : "");
      if (listing.numeric()) {
        out.append(String.format(Locale.ROOT, "0x%02X", headers));
      } else {
        names(out);
      }
      out.append(soft ? " soft" : "");
    }

    private void names(StringBuilder out) {
      String between = "";
      for (int i = 0; i < KINDS.length; i++) {
        if ((headers & 0x80 >> i) != 0) {
          out.append(between).append(shown(i));
          between = ",";
        }
      }
    }
  }
}
