package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.FdbRequest;
import dev.patchbay.device.bridge.FdbRequests;
import dev.patchbay.device.bridge.FdbSnapshot;
import dev.patchbay.tools.iproute.Keywords;
import org.jspecify.annotations.Nullable;

/// `bridge fdb`: forwarding tables.
final class FdbObject {
  private static final Keywords COMMANDS =
      new Keywords(
          "add", "append", "replace", "delete", "get", "show", "lst", "list", "flush", "help");

  private FdbObject() {}

  static void run(Session session, Args args) throws FileException, NetlinkException {
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw Usage.unknown("fdb", word);
    }
    switch (command) {
      case "add" -> FdbWords.read(session, args).add(FdbRequest.Mode.ADD);
      case "append" -> FdbWords.read(session, args).add(FdbRequest.Mode.APPEND);
      case "replace" -> FdbWords.read(session, args).add(FdbRequest.Mode.REPLACE);
      case "delete" -> FdbWords.read(session, args).delete();
      case "get" -> FdbGet.run(session, args);
      case "flush" -> FdbFlush.run(session, args);
      case "help" -> throw Usage.of("fdb");
      default -> show(session, args);
    }
  }

  private static void show(Session session, Args args) throws FileException {
    FdbFilter filter = new FdbFilter();
    @Nullable String bridgeName = null;
    @Nullable String deviceName = null;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "brport", "dev" -> deviceName = args.next();
        case "br" -> bridgeName = args.next();
        case "vlan" -> filter.vlan(args.next());
        case "state" -> filter.state(args.next());
        case "dynamic" -> filter.dynamic = true;
        default -> help(word);
      }
    }
    NetDevice bridge = bridgeName == null ? null : session.requireBridge(bridgeName);
    NetDevice device = deviceName == null ? null : session.requireDevice(deviceName);
    show(session, filter, bridge, device);
  }

  /// Other words are passed over.
  private static void help(String word) {
    if (Args.matches(word, "help")) {
      throw Usage.of("fdb");
    }
  }

  private static void show(
      Session session, FdbFilter filter, @Nullable NetDevice bridge, @Nullable NetDevice device)
      throws FileException {
    Output out = session.output();
    out.begin();
    for (FdbSnapshot entry : FdbRequests.all(session.netns(), bridge, device)) {
      if (filter.shows(entry)) {
        FdbText.show(session, entry, device == null);
      }
    }
    out.end();
    session.flush();
  }
}
