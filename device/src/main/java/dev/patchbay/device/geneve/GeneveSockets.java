package dev.patchbay.device.geneve;

import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.socket.SocketException;
import java.util.ArrayList;
import java.util.List;

/// The Geneve devices that were made in a namespace, and the sockets at which they listen
/// (`geneve_net`).
final class GeneveSockets implements NetnsPart {
  private static final Key<GeneveSockets> KEY = new Key<>(GeneveSockets::new);

  private final Netns netns;
  private final List<GeneveDevice> devices = new ArrayList<>(1);
  private final List<GeneveSocket> sockets = new ArrayList<>(1);

  private GeneveSockets(Netns netns) {
    this.netns = netns;
  }

  static GeneveSockets of(Netns netns) {
    return netns.part(KEY);
  }

  /// What was made here does not outlive the namespace, wherever it is.
  @Override
  public void tearDown() {
    List<NetDevice> left = new ArrayList<>(devices);
    left.removeIf(device -> !device.isRegistered());
    Links.unregister(left);
  }

  List<GeneveDevice> devices() {
    return devices;
  }

  /// Refuses a device that would take what another one does (`geneve_configure`).
  void check(GeneveConfig config) throws NetlinkException {
    boolean samePort = false;
    boolean external = false;
    for (GeneveDevice device : devices) {
      GeneveConfig its = device.config();
      if (its.port() == config.port()) {
        samePort = true;
        external = its.external();
      }
      if (its.isSame(config)) {
        throw new NetlinkException(Errno.EBUSY);
      }
    }
    if (config.external() && samePort) {
      throw GeneveRequest.refuse(
          Errno.EPERM, "There can be only one externally controlled device on a destination port.");
    }
    if (!config.external() && external) {
      throw GeneveRequest.refuse(
          Errno.EPERM,
          "There already exists an externally controlled device on this destination port.");
    }
  }

  /// Lets the device listen above the family.
  GeneveSocket open(GeneveDevice device, Family family) throws SocketException {
    int port = device.config().port();
    for (GeneveSocket socket : sockets) {
      if (socket.isAt(family, port)) {
        socket.add(device);
        return socket;
      }
    }
    GeneveSocket socket = new GeneveSocket(netns, family, port, device.config().takesNoChecksum());
    sockets.add(socket);
    socket.add(device);
    return socket;
  }

  /// The device listens no longer; the last one closes the socket.
  void close(GeneveDevice device, GeneveSocket socket) {
    if (socket.remove(device)) {
      sockets.remove(socket);
    }
  }
}
