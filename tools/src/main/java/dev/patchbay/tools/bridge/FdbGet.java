package dev.patchbay.tools.bridge;

import dev.patchbay.core.LinkSnapshot;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.FdbRemote;
import dev.patchbay.device.bridge.FdbRequests;
import dev.patchbay.device.bridge.FdbSnapshot;
import dev.patchbay.device.bridge.PortSnapshot;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `bridge fdb get`: one entry.
final class FdbGet {
  /// The status of what the kernel refuses: iproute2 returns -2.
  private static final int REFUSED = 2;

  private static final Keywords WORDS =
      new Keywords("=brport", "=dev", "=br", "=vni", "=self", "master", "vlan", "dynamic");

  private final Session session;
  private final FdbVlan vlan = new FdbVlan();
  private final FdbFilter filter = new FdbFilter();
  private @Nullable String bridge;
  private @Nullable String device;
  private @Nullable String address;
  private boolean self;
  private FdbRemote remote = FdbRemote.NONE;
  private boolean master;

  private FdbGet(Session session) {
    this.session = session;
  }

  static void run(Session session, Args args) throws FileException {
    FdbGet words = new FdbGet(session);
    while (args.hasNext()) {
      String word = args.next();
      String keyword = WORDS.find(word);
      if (keyword == null) {
        words.address(word.equals("to") ? args.next() : word);
      } else {
        words.take(keyword, args);
      }
    }
    words.show();
  }

  private void take(String keyword, Args args) {
    switch (keyword) {
      case "brport", "dev" -> device = args.next();
      case "br" -> bridge = args.next();
      case "vni" ->
          remote =
              new FdbRemote(null, null, FdbWords.network(args, "invalid VNI\n"), null, null, null);
      case "self" -> self = true;
      case "master" -> master = true;
      case "vlan" -> vlan.take(args);
      default -> filter.dynamic = true;
    }
  }

  private void address(String word) {
    if (Args.matches(word, "help")) {
      throw Usage.of("fdb");
    }
    if (address != null) {
      throw Args.garbage("to", word);
    }
    address = word;
  }

  private void show() throws FileException {
    if ((device == null && bridge == null) || address == null) {
      throw new Refusal("Device or master and address are required arguments.");
    }
    long mac = FdbMac.parse(address);
    NetDevice port = device == null ? null : session.requireDevice(device);
    NetDevice above = bridge == null ? null : session.requireBridge(bridge);
    FdbSnapshot entry = find(mac, port, above);
    Output out = session.output();
    out.begin();
    if (filter.shows(entry)) {
      FdbText.show(session, entry, true);
    }
    out.end();
    session.flush();
  }

  private FdbSnapshot find(long mac, @Nullable NetDevice port, @Nullable NetDevice above) {
    try {
      int id = vlan.check();
      return FdbRequests.get(owner(port, above), mac, id, remote);
    } catch (NetlinkException e) {
      throw new Refusal(REFUSED, Session.answer(e));
    }
  }

  /// Whose table it is (`rtnl_fdb_get`).
  private NetDevice owner(@Nullable NetDevice port, @Nullable NetDevice above)
      throws NetlinkException {
    if (port == null) {
      return Objects.requireNonNull(above);
    }
    if (above != null) {
      throw new NetlinkException(Errno.EINVAL, "Master and device are mutually exclusive.");
    }
    if (self && !master) {
      return port;
    }
    NetDevice owner = port.master();
    if (owner == null || !(LinkSnapshot.of(port).portSnapshot() instanceof PortSnapshot)) {
      throw new NetlinkException(Errno.EINVAL, "Device is not a bridge port.");
    }
    return owner;
  }
}
