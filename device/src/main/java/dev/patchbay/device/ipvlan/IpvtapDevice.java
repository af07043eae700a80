package dev.patchbay.device.ipvlan;

import dev.patchbay.core.MachinePart;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.device.tap.TapClass;
import dev.patchbay.device.tap.TapNode;

/// An ipvlan with a file of its own.
final class IpvtapDevice extends IpvlanDevice {
  private static final MachinePart.Key<TapClass> CLASS = TapClass.key("ipvtap", 251);
  private static final int QUEUE_LENGTH = 500;

  private final TapNode tap;

  private IpvtapDevice(Netns netns, Ipvtap kind, IpvlanPort port) {
    super(netns, kind, port, 0);
    txQueueLength(QUEUE_LENGTH);
    tap = new TapNode(this, netns.machine().part(CLASS), () -> countReceived(0, false, false));
  }

  static IpvtapDevice make(Netns netns, Ipvtap kind, IpvlanPort port) throws NetlinkException {
    IpvtapDevice device = new IpvtapDevice(netns, kind, port);
    device.rxHandler(device.tap);
    device.refuseRxHandlers();
    return device;
  }

  TapNode tap() {
    return tap;
  }

  @Override
  protected void added() {
    super.added();
    tap.publish();
  }

  @Override
  protected void moved(Netns from) {
    super.moved(from);
    tap.publish();
  }

  @Override
  protected void removed() {
    tap.withdraw();
    super.removed();
  }
}
