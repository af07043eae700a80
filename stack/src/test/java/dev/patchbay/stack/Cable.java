package dev.patchbay.stack;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Features;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// One end of a cable for tests: what is sent here arrives at the other end.
public final class Cable extends NetDevice {
  private @Nullable Cable peer;
  private @Nullable RoughPath path;

  private Cable(Netns netns) {
    super(netns, null);
    flags(DeviceFlags.BROADCAST | DeviceFlags.MULTICAST);
    features(Features.NO_QUEUE | Features.LIVE_ADDRESS_CHANGE);
  }

  /// Two devices with a cable between them; the first ends in `a`.
  public static Cable between(Netns a, String nameA, Netns b, String nameB) {
    Cable one = plug(a, nameA);
    Cable other = plug(b, nameB);
    one.peer = other;
    other.peer = one;
    return one;
  }

  /// A device with nothing at the other end: what is sent is lost.
  public static Cable plug(Netns netns, String name) {
    Cable end = new Cable(netns);
    end.address(Mac.of(0x02_00_00_00_00_00L | netns.number() << 8 | netns.deviceCount()));
    LinkRequest request = new LinkRequest();
    request.name = name;
    try {
      netns.links().register(end, request, name);
    } catch (NetlinkException e) {
      throw new AssertionError(name, e);
    }
    return end;
  }

  /// The other end.
  public Cable peer() {
    Cable known = peer;
    if (known == null) {
      throw new AssertionError("nothing is plugged in");
    }
    return known;
  }

  /// Lets both ways lose, delay, double and reorder what is sent.
  public void roughen(RoughPath there, RoughPath back) {
    path = there;
    peer().path = back;
  }

  /// A packet arrives at this end.
  void land(Packet packet) {
    cross(packet);
  }

  @Override
  protected int transmit(Packet packet) {
    int bytes = packet.length();
    Cable other = peer;
    if (other == null) {
      dropSent(packet, DropReason.NO_CARRIER);
    } else if (path != null) {
      path.carry(packet, other);
      countSent(bytes);
    } else if (other.cross(packet)) {
      countSent(bytes);
    }
    return 0;
  }
}
