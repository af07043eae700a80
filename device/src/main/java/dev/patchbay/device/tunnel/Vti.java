package dev.patchbay.device.tunnel;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.packet.Gre;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;

/// A tunnel of what IPsec protects (net/ipv4/ip_vti.c). There are no policies here, so nothing goes
/// through it, as on Linux without one.
public final class Vti extends TunnelKind {
  private static final NetnsPart.Key<TunnelTable> TABLE =
      new NetnsPart.Key<>(netns -> new TunnelTable());

  @Override
  public String name() {
    return "vti";
  }

  @Override
  public String module() {
    return "ip_vti";
  }

  @Override
  NetnsPart.Key<TunnelTable> tableKey() {
    return TABLE;
  }

  @Override
  TunnelWords words() {
    return new VtiWords();
  }

  @Override
  int protocol() {
    return IpProtocol.IPIP;
  }

  /// `ip link` says nothing of whether packets may be cut.
  @Override
  TunnelParameters defaults() {
    return fallbackDefaults();
  }

  @Override
  TunnelParameters oldDefaults() {
    return super.defaults();
  }

  /// There is always a key, if only 0.
  @Override
  int keyFlags(int flags) {
    return flags | Gre.KEY;
  }

  @Override
  public String fallbackName() {
    return "ip_vti0";
  }

  @Override
  Ipv4Tunnel make(Netns netns, TunnelParameters parameters) {
    return new Device(netns, this, parameters);
  }

  private static final class Device extends Ipv4Tunnel {
    Device(Netns netns, Vti kind, TunnelParameters parameters) {
      super(netns, kind, kind.table(netns), parameters);
      flags(DeviceFlags.NOARP);
    }

    @Override
    public int hardwareType() {
      return ArpHardware.TUNNEL;
    }

    @Override
    protected int tunnelHeader() {
      return 0;
    }

    /// `vti_tunnel_xmit`
    @Override
    protected int transmit(Packet packet) {
      statistics().txCarrierErrors++;
      return TunnelOutput.fail(packet, this, DropReason.TUNNEL_NO_POLICY);
    }
  }
}
