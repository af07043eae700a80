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
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `-m iprange`: addresses from one to another.
public final class Iprange implements MatchKind {
  private static final Option<Span> SOURCE = Option.of("src-range", Iprange::read).invertible();
  private static final Option<Span> DESTINATION =
      Option.of("dst-range", Iprange::read).invertible();

  record Span(Ip first, Ip last) {
    boolean contains(long hi, long lo) {
      return compare(hi, lo, first) >= 0 && compare(hi, lo, last) <= 0;
    }

    private static int compare(long hi, long lo, Ip other) {
      int high = Long.compareUnsigned(hi, other.hi());
      return high == 0 ? Long.compareUnsigned(lo, other.lo()) : high;
    }

    String text() {
      return first.text() + "-" + last.text();
    }
  }

  @Override
  public String name() {
    return "iprange";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SOURCE, DESTINATION);
  }

  private static Span read(Reading reading, String text) {
    int dash = text.indexOf('-');
    Ip first = address(reading, dash < 0 ? text : text.substring(0, dash));
    Ip last = dash < 0 ? first : address(reading, text.substring(dash + 1));
    Span span = new Span(first, last);
    if (!span.contains(first.hi(), first.lo())) {
      reading
          .warnings()
          .append("xt_iprange: range ")
          .append(span.text())
          .append(" is reversed and will never match\n");
    }
    return span;
  }

  private static Ip address(Reading reading, String text) {
    Ip ip = Ip.parse(reading.family(), text);
    if (ip == null) {
      throw new Refusal(
          "iprange: Bad value for \"--" + reading.option() + "\" option: \"" + text + "\"");
    }
    return ip;
  }

  @Override
  public Match build(Chosen chosen) {
    Span source = chosen.get(SOURCE);
    Span destination = chosen.get(DESTINATION);
    if (source == null && destination == null) {
      throw new Refusal("iprange match: You must specify `--src-range' or `--dst-range'");
    }
    return new Ranges(source, chosen.inverted(SOURCE), destination, chosen.inverted(DESTINATION));
  }

  record Ranges(
      @Nullable Span source, boolean notSource, @Nullable Span destination, boolean notDestination)
      implements Match {
    @Override
    public String name() {
      return "iprange";
    }

    @Override
    public boolean matches(Inspection packet) {
      byte[] bytes = packet.bytes();
      int at = packet.network();
      Span from = source;
      Span to = destination;
      if (packet.family() == Family.IPV4) {
        return (from == null || from.contains(Ip.hi(Ipv4.source(bytes, at)), 0) != notSource)
            && (to == null || to.contains(Ip.hi(Ipv4.destination(bytes, at)), 0) != notDestination);
      }
      return (from == null
              || from.contains(Ipv6.sourceHi(bytes, at), Ipv6.sourceLo(bytes, at)) != notSource)
          && (to == null
              || to.contains(Ipv6.destinationHi(bytes, at), Ipv6.destinationLo(bytes, at))
                  != notDestination);
    }

    @Override
    public void save(StringBuilder out) {
      if (source != null) {
        out.append(notSource ? " ! --src-range " : " --src-range ").append(source.text());
      }
      if (destination != null) {
        out.append(notDestination ? " ! --dst-range " : " --dst-range ").append(destination.text());
      }
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      if (source != null) {
        out.append(" source IP range ").append(notSource ? "! " : "").append(source.text());
      }
      if (destination != null) {
        out.append(" destination IP range ").append(notDestination ? "! " : "");
        out.append(destination.text());
      }
    }
  }
}
