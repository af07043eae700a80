package dev.patchbay.tools.tc;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.DeviceTraffic;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscRequests;
import dev.patchbay.qdisc.QdiscRequests.Flags;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// `tc qdisc`: the disciplines.
final class QdiscObject {
  private static final Keywords COMMANDS =
      new Keywords("list", "show", "lst", "add", "change", "replace", "link", "delete", "help");

  private final Session session;
  private @Nullable NetDevice device;
  private int parent;
  private int handle;
  private boolean invisible;

  private QdiscObject(Session session) {
    this.session = session;
  }

  static void run(Session session, Args args) throws FileException, NetlinkException {
    String word = args.hasNext() ? args.next() : "list";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw Usage.unknown("qdisc", word);
    }
    switch (command) {
      case "add" -> QdiscRequests.modify(QdiscWords.read(session, args), Flags.ADD);
      case "change" -> QdiscRequests.modify(QdiscWords.read(session, args), Flags.CHANGE);
      case "replace" -> QdiscRequests.modify(QdiscWords.read(session, args), Flags.REPLACE);
      case "link" -> QdiscRequests.modify(QdiscWords.read(session, args), Flags.LINK);
      case "delete" -> QdiscRequests.delete(QdiscWords.read(session, args));
      case "help" -> throw Usage.of("qdisc", 0);
      default -> new QdiscObject(session).list(args);
    }
  }

  private void list(Args args) throws FileException {
    while (args.hasNext()) {
      take(args.next(), args);
    }
    Output out = session.output();
    out.begin();
    if (device != null) {
      list(device);
    } else {
      session.netns().devices().forEach(this::list);
    }
    out.end();
    session.flush();
  }

  private void take(String word, Args args) {
    switch (word) {
      case "dev" -> device = session.requireDevice(args.next());
      case "root" -> parent = Handle.ROOT;
      case "ingress", "clsact" -> parent = Handle.INGRESS;
      case "handle" -> handle = require(Handle.readQdisc(args.next()), "invalid handle ID", args);
      case "parent" -> parent = require(Handle.readClass(args.next()), "invalid parent ID", args);
      default -> {
        if (Args.matches(word, "help")) {
          throw Usage.of("qdisc", 0);
        }
        if (!Args.matches(word, "invisible")) {
          throw new Refusal(255, "What is \"" + word + "\"? Try \"tc qdisc help\".");
        }
        invisible = true;
      }
    }
  }

  private static int require(OptionalInt handle, String message, Args args) {
    if (handle.isEmpty()) {
      args.back();
      throw Args.invarg(message, args.next());
    }
    return handle.getAsInt();
  }

  private void list(NetDevice of) {
    for (Qdisc qdisc : DeviceTraffic.view(of).all()) {
      boolean wanted =
          (invisible || !qdisc.isInvisible())
              && (parent == 0 || parent == qdisc.parent())
              && (handle == 0 || handle == qdisc.handle());
      if (wanted) {
        QdiscText.show(session, qdisc, device == null);
      }
    }
  }
}
