package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import java.util.List;

/// `-m udp`: ports of UDP.
public final class Udp implements MatchKind {
  private static final int HEADER = 8;
  private static final Option<Ports> SOURCE =
      Option.of("source-port", Ports.guided()).alias("sport").invertible();
  private static final Option<Ports> DESTINATION =
      Option.of("destination-port", Ports.guided()).alias("dport").invertible();

  @Override
  public String name() {
    return "udp";
  }

  @Override
  public String module(Family family) {
    return "xt_tcpudp";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SOURCE, DESTINATION);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Datagram(
        Ports.of(chosen.get(SOURCE), chosen.inverted(SOURCE)),
        Ports.of(chosen.get(DESTINATION), chosen.inverted(DESTINATION)));
  }

  record Datagram(Ports source, Ports destination) implements TransportMatch {
    @Override
    public String name() {
      return "udp";
    }

    @Override
    public int protocol() {
      return IpProtocol.UDP;
    }

    @Override
    public boolean matches(Inspection packet) {
      return packet.hasWholeHeader(HEADER)
          && source.contains(packet.sourcePort())
          && destination.contains(packet.destinationPort());
    }
  }
}
