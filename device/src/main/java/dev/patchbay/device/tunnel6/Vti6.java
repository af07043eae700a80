package dev.patchbay.device.tunnel6;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;

/// A tunnel of what IPsec protects above IPv6 (net/ipv6/ip6_vti.c). There are no policies here, so
/// nothing goes through it, as on Linux without one.
public final class Vti6 extends Tunnel6Kind {
  private static final NetnsPart.Key<Tunnel6Table> TABLE =
      new NetnsPart.Key<>(netns -> new Tunnel6Table());

  private static final int LEAST_MTU = 68;

  /// That of one whose way is not known: what all link headers may take is kept free.
  private static final int USUAL_MTU = 1428;

  @Override
  public String name() {
    return "vti6";
  }

  @Override
  public String module() {
    return "ip6_vti";
  }

  @Override
  NetnsPart.Key<Tunnel6Table> tableKey() {
    return TABLE;
  }

  @Override
  Tunnel6Words words() {
    return new Vti6Words();
  }

  @Override
  int protocol() {
    return IpProtocol.IPV6;
  }

  /// Nothing is left of the protocol when one is changed (`vti6_changelink`).
  @Override
  public void change(NetDevice device, Options options) throws NetlinkException {
    if (options instanceof Tunnel6Request words) {
      words.protocol = 0;
    }
    super.change(device, options);
  }

  @Override
  String fallbackName() {
    return "ip6_vti0";
  }

  @Override
  Ipv6Tunnel make(Netns netns, Tunnel6Parameters parameters) {
    return new Device(netns, this, parameters);
  }

  private static final class Device extends Ipv6Tunnel {
    Device(Netns netns, Vti6 kind, Tunnel6Parameters parameters) {
      super(netns, kind, kind.table(netns), parameters);
      mtuBounds(LEAST_MTU, LARGEST - Ipv6.HEADER);
      mtu(USUAL_MTU);
    }

    @Override
    public int hardwareType() {
      return ArpHardware.TUNNEL6;
    }

    @Override
    protected int tunnelHeader() {
      return 0;
    }

    @Override
    int limitOption() {
      return 0;
    }

    /// `vti6_xmit`
    @Override
    protected int transmit(Packet packet) {
      statistics().txCarrierErrors++;
      return fail(packet, DropReason.TUNNEL_NO_POLICY);
    }
  }
}
