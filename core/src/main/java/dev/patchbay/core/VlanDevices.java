package dev.patchbay.core;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.VlanTag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The VLAN devices above one device, found by the tag of a frame (`vlan_group`).
public final class VlanDevices {
  /// Ids that share one array, which is made when the first of them is used.
  private static final int PART = 512;

  private static final int PARTS = VlanTag.IDS / PART;

  private final @Nullable RxHandler[] @Nullable [] parts = new RxHandler[2 * PARTS][];

  /// What takes the frames of this VLAN, or null.
  public @Nullable RxHandler find(int tagProtocol, int id) {
    @Nullable RxHandler @Nullable [] part = parts[part(tagProtocol, id)];
    return part == null ? null : part[id % PART];
  }

  /// Lets `device` take the frames of a VLAN.
  public <T extends NetDevice & RxHandler> void put(int tagProtocol, int id, T device) {
    int at = part(tagProtocol, id);
    @Nullable RxHandler @Nullable [] part = parts[at];
    if (part == null) {
      part = new RxHandler[PART];
      parts[at] = part;
    }
    part[id % PART] = device;
  }

  /// Lets nobody take the frames of a VLAN any more.
  public void remove(int tagProtocol, int id) {
    @Nullable RxHandler @Nullable [] part = parts[part(tagProtocol, id)];
    if (part != null) {
      part[id % PART] = null;
    }
  }

  /// The devices, 802.1Q before 802.1ad, by id.
  public List<NetDevice> all() {
    List<NetDevice> devices = new ArrayList<>();
    for (@Nullable RxHandler @Nullable [] part : parts) {
      if (part != null) {
        for (RxHandler handler : part) {
          if (handler instanceof NetDevice device) {
            devices.add(device);
          }
        }
      }
    }
    return devices;
  }

  private static int part(int tagProtocol, int id) {
    return (tagProtocol == EtherType.QINQ ? PARTS : 0) + id / PART;
  }
}
