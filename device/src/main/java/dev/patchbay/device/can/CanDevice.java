package dev.patchbay.device.can;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Features;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Packet;

/// A device of CAN frames: it has no address, and takes nothing that is no such frame.
class CanDevice extends NetDevice {
  /// Bytes of a frame of CAN FD.
  private static final int MTU = 72;

  CanDevice(Netns netns, DeviceKind kind) {
    super(netns, kind);
    flags(DeviceFlags.NOARP);
    features(Features.NO_QUEUE);
    mtuBounds(0, 0);
    mtu(MTU);
  }

  @Override
  public int hardwareType() {
    return ArpHardware.CAN;
  }

  @Override
  public int addressLength() {
    return 0;
  }

  @Override
  public String addressText() {
    return "";
  }

  @Override
  public String broadcastText() {
    return "";
  }

  @Override
  public int headerLength() {
    return 0;
  }

  @Override
  public void pushHeader(Packet packet, long destination, int etherType) {}

  /// `vcan_change_mtu`
  @Override
  protected void changeMtu(int bytes) throws NetlinkException {
    if (isUp()) {
      throw new NetlinkException(Errno.EBUSY);
    }
  }

  /// `can_dropped_invalid_skb`
  @Override
  protected int transmit(Packet packet) {
    dropSent(packet, DropReason.DEV_HDR);
    return 0;
  }
}
