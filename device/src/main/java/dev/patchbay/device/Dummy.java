package dev.patchbay.device;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Ethtool;
import dev.patchbay.core.Features;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Offload;
import dev.patchbay.core.Offloads;
import dev.patchbay.packet.Packet;
import java.util.List;
import java.util.Map;

/// A device that takes every packet and sends none on (drivers/net/dummy.c).
public final class Dummy extends WordlessKind {
  @Override
  public String name() {
    return "dummy";
  }

  @Override
  protected NetDevice device(Netns netns) {
    return new Device(netns, this);
  }

  @Override
  public int size() {
    return 3619;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=rtnl-link-dummy",
        "license=GPL",
        "parm=numdummies:Number of dummy pseudo devices (int)");
  }

  /// Makes as many devices as `numdummies` says. None when it does not, as where systemd has set
  /// the module's options; the kernel's own default is one.
  @Override
  public void load(Machine machine, Map<String, String> parameters) throws NetlinkException {
    ModuleDevices.make(machine, name(), parameters, "numdummies");
  }

  private static final class Device extends NetDevice {
    Device(Netns netns, Dummy kind) {
      super(netns, kind);
      flags(DeviceFlags.BROADCAST | DeviceFlags.NOARP);
      mtuBounds(0, 0);
      features(
          Features.NO_QUEUE
              | Features.LIVE_ADDRESS_CHANGE
              | Features.CHANGE_CARRIER
              | Features.HW_CSUM
              | Features.TSO);
    }

    @Override
    public Ethtool ethtool() {
      return new Ethtool() {
        @Override
        public boolean stampsSent() {
          return true;
        }
      };
    }

    @Override
    protected Offloads usualOffloads() {
      long own =
          Offloads.PIECES
              | Offloads.TCP_SEGMENTATION
              | Offloads.TUNNEL_SEGMENTATION
              | Offloads.SOFT
              | Offload.set(
                  Offload.TX_CHECKSUM_IP_GENERIC,
                  Offload.HIGHDMA,
                  Offload.TX_SCTP_SEGMENTATION,
                  Offload.TX_UDP_SEGMENTATION,
                  Offload.TX_GSO_LIST);
      return Offloads.of(
          own | Offload.TX_LOCKLESS.bit(),
          own | Offloads.SOFT | Offloads.SOFT_OFF | Offload.TX_NOCACHE_COPY.bit());
    }

    @Override
    protected int transmit(Packet packet) {
      countSent(packet.length());
      netns().world().drop(packet, DropReason.NOARP_DEVICE);
      return 0;
    }
  }
}
