package dev.patchbay.device.vxlan;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The networks that a device with `vnifilter` serves (drivers/net/vxlan/vxlan_vnifilter.c).
final class VxlanNetworks {
  private final VxlanDevice device;
  private final TreeMap<Integer, VxlanNetwork> all = new TreeMap<>();

  VxlanNetworks(VxlanDevice device) {
    this.device = device;
  }

  @Nullable VxlanNetwork find(int id) {
    return all.get(id);
  }

  void countReceived(int id, int bytes) {
    VxlanNetwork counts = find(id);
    if (counts != null) {
      counts.rxPackets++;
      counts.rxBytes += bytes;
    }
  }

  void countSent(int id, int bytes) {
    VxlanNetwork counts = find(id);
    if (counts != null) {
      counts.txPackets++;
      counts.txBytes += bytes;
    }
  }

  List<VxlanNetwork> all() {
    return new ArrayList<>(all.values());
  }

  /// Serves networks from now on, whose unknown stations are behind `remote`, if that is not null;
  /// or has another end for those it serves (`vxlan_vni_add`, `vxlan_vni_update`).
  void add(int first, int last, @Nullable Ip remote) throws NetlinkException {
    if (remote != null && remote.isMulticast() && device.config().link() == 0) {
      throw new NetlinkException(
          Errno.EINVAL, "Local interface required for multicast remote group.");
    }
    for (int id = first; id <= last; id++) {
      VxlanNetwork network = all.get(id);
      if (network == null) {
        network = create(id);
        update(network, remote);
        announce(network, false);
      } else if (update(network, remote)) {
        announce(network, false);
      }
    }
  }

  private VxlanNetwork create(int id) throws NetlinkException {
    if (VxlanSockets.of(device.underlay()).hasNetwork(device.config(), id, device)) {
      throw new NetlinkException(Errno.EEXIST, "VNI in use.");
    }
    VxlanNetwork network = new VxlanNetwork(id);
    all.put(id, network);
    return network;
  }

  /// Whether something has changed. An end that another one follows stays in the forwarding
  /// database, as Linux leaves it there (`vxlan_vni_update_group`).
  private boolean update(VxlanNetwork network, @Nullable Ip remote) throws NetlinkException {
    Ip usual = device.config().remote();
    Ip fresh = remote != null ? remote : usual.isUnspecified() ? null : usual;
    Ip old = fresh == null ? network.remote : null;
    if (fresh == null && old == null) {
      return false;
    }
    if (fresh != null) {
      device.fdb().addDefault(network.id, fresh, device.config().link());
    }
    if (old != null) {
      device.fdb().removeDefault(network.id, old, device.config().link());
    }
    network.remote = remote;
    return true;
  }

  /// Serves networks no longer; what comes before one that it does not serve stays done.
  void remove(int first, int last) throws NetlinkException {
    for (int id = first; id <= last; id++) {
      VxlanNetwork network = all.get(id);
      if (network == null) {
        throw new NetlinkException(Errno.ENOENT);
      }
      forget(network);
      all.remove(id);
    }
  }

  private void forget(VxlanNetwork network) {
    Ip usual = device.config().remote();
    Ip remote = network.remote != null ? network.remote : usual;
    if (!remote.isUnspecified()) {
      device.fdb().removeDefault(network.id, remote, device.config().link());
    }
    announce(network, true);
  }

  /// The device goes.
  void clear() {
    all.values().forEach(this::forget);
    all.clear();
  }

  private void announce(VxlanNetwork network, boolean gone) {
    Netns netns = device.netns();
    if (netns.hasMonitors()) {
      netns.announce(new VniAnnouncement(device.name(), snapshot(network), gone));
    }
  }

  static VniSnapshot snapshot(VxlanNetwork network) {
    return new VniSnapshot(
        network.id,
        network.remote,
        List.of(
            network.rxBytes,
            network.rxPackets,
            network.rxDropped,
            network.rxErrors,
            network.txBytes,
            network.txPackets,
            network.txDropped,
            network.txErrors));
  }
}
