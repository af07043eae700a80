package dev.patchbay.device.macvlan;

import dev.patchbay.core.MachinePart;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.device.tap.TapClass;
import dev.patchbay.device.tap.TapNode;

/// A macvlan with a file of its own.
final class MacvtapDevice extends MacvlanDevice {
  private static final MachinePart.Key<TapClass> CLASS = TapClass.key("macvtap", 252);
  private static final int QUEUE_LENGTH = 500;

  private final TapNode tap;

  private MacvtapDevice(Netns netns, Macvtap kind, MacvlanPort port, MacvlanOptions words) {
    super(netns, kind, port, words, 0);
    txQueueLength(QUEUE_LENGTH);
    tap = new TapNode(this, netns.machine().part(CLASS), () -> countReceived(0, false, false));
  }

  static MacvtapDevice make(Netns netns, Macvtap kind, MacvlanPort port, MacvlanOptions words)
      throws NetlinkException {
    MacvtapDevice device = new MacvtapDevice(netns, kind, port, words);
    device.rxHandler(device.tap);
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
