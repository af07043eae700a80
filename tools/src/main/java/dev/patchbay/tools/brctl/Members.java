package dev.patchbay.tools.brctl;

import static dev.patchbay.tools.brctl.Lookup.failed;

import dev.patchbay.core.LinkNames;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.bridge.BridgeDevice;
import java.util.List;

/// Makes and removes bridges, and what belongs to them (`SIOCBRADDBR` and its kin,
/// net/bridge/br_ioctl.c).
final class Members {
  private Members() {}

  // ---- bridges

  static int addBridge(Process process, String word) {
    String name = word.length() > LinkNames.LENGTH ? word.substring(0, LinkNames.LENGTH) : word;
    LinkRequest request = new LinkRequest();
    request.name = name;
    request.kind = process.machine().deviceKinds().find("bridge");
    try {
      process.netns().links().add(request);
    } catch (NetlinkException e) {
      throw failed(
          e.errno() == Errno.EEXIST
              ? "device " + word + " already exists; can't create bridge with the same name"
              : "add bridge failed: " + e.errno().text());
    }
    return 0;
  }

  static int deleteBridge(Process process, String name) {
    Netns netns = process.netns();
    NetDevice device = netns.device(name);
    if (device == null) {
      throw failed("bridge " + name + " doesn't exist; can't delete it");
    }
    if (!(device instanceof BridgeDevice)) {
      throw failed("can't delete bridge " + name + ": " + Errno.EPERM.text());
    }
    if (device.isUp()) {
      throw failed("bridge " + name + " is still up; can't delete it");
    }
    try {
      netns.links().delete(device);
    } catch (NetlinkException e) {
      throw failed("can't delete bridge " + name + ": " + e.errno().text());
    }
    return 0;
  }

  // ---- ports

  /// The first word is the bridge; the first port that is refused ends it.
  static int addPorts(Process process, List<String> words) {
    String bridge = words.getFirst();
    for (String port : words.subList(1, words.size())) {
      try {
        addPort(process, bridge, port);
      } catch (NetlinkException e) {
        throw refusal(e.errno(), bridge, port);
      }
    }
    return 0;
  }

  private static void addPort(Process process, String bridge, String port) throws NetlinkException {
    NetDevice device = Lookup.device(process, port);
    NetDevice master = requireBridge(process, bridge);
    if (device.master() != null) {
      throw new NetlinkException(Errno.EBUSY);
    }
    process.netns().links().changeMaster(device, master);
  }

  private static CommandException refusal(Errno errno, String bridge, String port) {
    return failed(
        switch (errno) {
          case EBUSY ->
              "device %s is already a member of a bridge; can't add it to bridge %s."
                  .formatted(port, bridge);
          case ELOOP ->
              "device %s is a bridge device itself; can't add a bridge device to a bridge device."
                  .formatted(port);
          default -> "can't add %s to bridge %s: %s".formatted(port, bridge, errno.text());
        });
  }

  /// The first word is the bridge; the first device that is no port of it ends it.
  static int deletePorts(Process process, List<String> words) {
    String bridge = words.getFirst();
    for (String port : words.subList(1, words.size())) {
      try {
        deletePort(process, bridge, port);
      } catch (NetlinkException e) {
        throw failed("can't delete %s from %s: %s".formatted(port, bridge, e.errno().text()));
      }
    }
    return 0;
  }

  private static void deletePort(Process process, String bridge, String port)
      throws NetlinkException {
    NetDevice device = Lookup.device(process, port);
    if (device.master() != requireBridge(process, bridge)) {
      throw failed("device " + port + " is not a port of " + bridge);
    }
    process.netns().links().changeMaster(device, null);
  }

  private static NetDevice requireBridge(Process process, String name) throws NetlinkException {
    NetDevice device = process.netns().device(name);
    if (device == null) {
      throw failed("bridge " + name + " does not exist!");
    }
    if (!(device instanceof BridgeDevice)) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    return device;
  }
}
