package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;

/// `-m multiport`: up to fifteen ports or ranges of them.
public final class Multiport implements MatchKind {
  private static final int MOST = 15;
  private static final String[] NAMES = {"source-ports", "destination-ports", "ports"};
  private static final Option<List<Ports>> SOURCE =
      Option.of(NAMES[0], Multiport::read).alias("sports").invertible().excludes(NAMES);
  private static final Option<List<Ports>> DESTINATION =
      Option.of(NAMES[1], Multiport::read).alias("dports").invertible().excludes(NAMES);
  private static final Option<List<Ports>> EITHER =
      Option.of(NAMES[2], Multiport::read).invertible().excludes(NAMES);
  private static final String[] WORDS = {"sports", "dports", "ports"};

  @Override
  public String name() {
    return "multiport";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SOURCE, DESTINATION, EITHER);
  }

  private static List<Ports> read(Reading reading, String text) {
    String protocol = protocol(reading);
    List<Ports> ports = new ArrayList<>();
    int count = 0;
    for (String part : text.split(",", -1)) {
      int colon = part.indexOf(':');
      count += colon < 0 ? 1 : 2;
      if (count > MOST) {
        throw new Refusal("too many ports specified");
      }
      int low = Values.port(reading, colon < 0 ? part : part.substring(0, colon), protocol);
      int high = colon < 0 ? low : Values.port(reading, part.substring(colon + 1), protocol);
      if (colon >= 0 && low >= high) {
        throw new Refusal("invalid portrange specified");
      }
      ports.add(new Ports(low, high, false));
    }
    return ports;
  }

  private static String protocol(Reading reading) {
    if (reading.protocol().isEmpty()) {
      throw new Refusal("multiport needs `-p tcp', `-p udp', `-p udplite', `-p sctp' or `-p dccp'");
    }
    return switch (reading.protocol()) {
      case "tcp", "6" -> "tcp";
      case "udp", "17" -> "udp";
      case "udplite", "136" -> "udplite";
      case "sctp", "132" -> "sctp";
      case "dccp", "33" -> "dccp";
      default -> throw new Refusal("multiport only works with TCP, UDP, UDPLITE, SCTP and DCCP");
    };
  }

  @Override
  public Match build(Chosen chosen) {
    for (int which = 0; which < NAMES.length; which++) {
      Option<List<Ports>> option = which == 0 ? SOURCE : which == 1 ? DESTINATION : EITHER;
      List<Ports> ports = chosen.get(option);
      if (ports != null) {
        if (chosen.isProtocolInverted()) {
          throw new Refusal("multiport only works with TCP, UDP, UDPLITE, SCTP and DCCP");
        }
        return new ManyPorts(which, ports, chosen.inverted(option));
      }
    }
    throw new Refusal("multiport expection an option");
  }

  /// @param which source, destination or either
  record ManyPorts(int which, List<Ports> ports, boolean inverted) implements Match {
    private static final int PORTS = 4;

    @Override
    public String name() {
      return "multiport";
    }

    @Override
    public boolean matches(Inspection packet) {
      if (packet.fragment() != 0) {
        return false;
      }
      if (!packet.hasTransport(PORTS)) {
        packet.hotDrop();
        return false;
      }
      return contains(packet.sourcePort(), packet.destinationPort()) != inverted;
    }

    private boolean contains(int source, int destination) {
      for (int i = 0; i < ports.size(); i++) {
        Ports range = ports.get(i);
        if ((which != 1 && range.contains(source)) || (which != 0 && range.contains(destination))) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --" : " --").append(WORDS[which]);
      for (int i = 0; i < ports.size(); i++) {
        Ports range = ports.get(i);
        out.append(i == 0 ? " " : ",").append(range.low());
        out.append(range.low() == range.high() ? "" : ":" + range.high());
      }
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" multiport ").append(WORDS[which]).append(' ').append(inverted ? " !" : "");
      for (int i = 0; i < ports.size(); i++) {
        Ports range = ports.get(i);
        out.append(i == 0 ? "" : ",").append(listing.port(range.low()));
        out.append(range.low() == range.high() ? "" : ":" + listing.port(range.high()));
      }
    }
  }
}
