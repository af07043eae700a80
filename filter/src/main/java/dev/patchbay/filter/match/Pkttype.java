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
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import java.util.List;
import java.util.Locale;

/// `-m pkttype`: whether the frame came to this station, to many, or to all.
public final class Pkttype implements MatchKind {
  private static final Option<String> TYPE =
      Option.of("pkt-type", Pkttype::read).mandatory().invertible();

  @Override
  public String name() {
    return "pkttype";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(TYPE);
  }

  private static String read(Reading reading, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "unicast", "host" -> "unicast";
      case "broadcast", "bcast" -> "broadcast";
      case "multicast", "mcast" -> "multicast";
      default -> throw new Refusal("Bad packet type '" + text + "'");
    };
  }

  @Override
  public Match build(Chosen chosen) {
    return new Addressed(chosen.required(TYPE), chosen.inverted(TYPE));
  }

  record Addressed(String word, boolean inverted) implements Match {
    @Override
    public String name() {
      return "pkttype";
    }

    @Override
    public boolean matches(Inspection packet) {
      return (type(packet) == wanted()) != inverted;
    }

    private Packet.Type wanted() {
      return switch (word) {
        case "unicast" -> Packet.Type.HOST;
        case "broadcast" -> Packet.Type.BROADCAST;
        default -> Packet.Type.MULTICAST;
      };
    }

    /// What came back to its own sender is judged by its destination.
    private static Packet.Type type(Inspection packet) {
      Packet.Type type = packet.packet().type();
      if (type != Packet.Type.LOOPBACK) {
        return type;
      }
      byte[] bytes = packet.bytes();
      boolean isGroup =
          packet.family() == Family.IPV4
              ? Ipv4.isMulticast(Ipv4.destination(bytes, packet.network()))
              : Ipv6.isMulticast(Ipv6.destinationHi(bytes, packet.network()));
      return isGroup ? Packet.Type.MULTICAST : Packet.Type.BROADCAST;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --pkt-type " : " --pkt-type ").append(word);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" PKTTYPE ").append(inverted ? "!= " : "= ").append(word);
    }
  }
}
