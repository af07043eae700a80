package dev.patchbay.filter.target;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Masked;
import dev.patchbay.filter.Verdict;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Udp;
import dev.patchbay.stack.socket.IpSocket;
import java.util.List;

/// `-j TPROXY`: gives the packet to a transparent socket of this host, whatever its destination
/// (net/netfilter/xt_TPROXY.c). What no such socket waits for is dropped.
public final class Tproxy implements TargetKind {
  private static final Option<Integer> PORT = Option.of("on-port", Values.port()).mandatory();
  private static final Option<Ip> ADDRESS = Option.of("on-ip", Values.host());
  private static final Option<Masked> MARK = Option.of("tproxy-mark", Values.masked());

  @Override
  public String name() {
    return "TPROXY";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(PORT, ADDRESS, MARK);
  }

  @Override
  public Target build(Chosen chosen) {
    return new Redirection(
        chosen.required(PORT),
        chosen.get(ADDRESS, chosen.family() == Family.IPV4 ? Ip.ANY4 : Ip.ANY6),
        chosen.get(MARK, new Masked(0, 0)),
        new TransparentSocket());
  }

  /// @param port where the socket is bound, or 0 for the packet's own
  /// @param address where it is bound; unspecified for the address of the device
  private record Redirection(int port, Ip address, Masked mark, TransparentSocket question)
      implements Target {
    @Override
    public String name() {
      return "TPROXY";
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      place.onlyIn(TableKind.MANGLE);
      place.onlyAt(HookPoint.PREROUTING);
      int protocol = place.criteria().protocol();
      boolean hasPorts = protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
      if (!hasPorts || place.criteria().notProtocol()) {
        throw place.refuseSaying("xt_TPROXY: Can be used only with -p tcp or -p udp");
      }
      return this;
    }

    @Override
    public Verdict judge(Inspection packet) {
      if (packet.fragment() != 0 || !packet.hasTransport(Udp.HEADER)) {
        return Verdict.DROP;
      }
      IpSocket socket = question.find(packet, address, port);
      if (socket == null) {
        return Verdict.DROP;
      }
      Packet taken = packet.packet();
      taken.mark((taken.mark() & ~mark.mask()) ^ mark.value());
      taken.owner(socket);
      return Verdict.ACCEPT;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --on-port ").append(port).append(" --on-ip ").append(address.text());
      out.append(" --tproxy-mark ").append(mark.full());
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" TPROXY redirect ").append(address.text()).append(':').append(port);
      out.append(" mark ").append(mark.full());
    }
  }
}
