package dev.patchbay.tools.tc;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.qdisc.ClassRequests;
import dev.patchbay.qdisc.Classful;
import dev.patchbay.qdisc.DeviceTraffic;
import dev.patchbay.qdisc.Estimator;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscClass;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.QdiscRequests.Flags;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// `tc class`: the classes of disciplines.
final class ClassObject {
  private static final int EXITS = 255;

  private static final Keywords COMMANDS =
      new Keywords("add", "change", "replace", "delete", "list", "show", "lst", "help");

  private final Session session;
  private @Nullable String deviceName;
  private int parent;
  private int id;
  private @Nullable String kind;
  private @Nullable Estimator estimator;

  private ClassObject(Session session) {
    this.session = session;
  }

  static void run(Session session, Args args) throws FileException, NetlinkException {
    String word = args.hasNext() ? args.next() : "list";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw Usage.unknown("class", word);
    }
    ClassObject object = new ClassObject(session);
    switch (command) {
      case "add" -> ClassRequests.modify(object.read(args), Flags.ADD);
      case "change" -> ClassRequests.modify(object.read(args), Flags.CHANGE);
      case "replace" -> ClassRequests.modify(object.read(args), Flags.REPLACE);
      case "delete" -> ClassRequests.delete(object.read(args));
      case "help" -> throw Usage.of("class", 0);
      default -> object.list(args);
    }
  }

  // ---- requests

  private ClassRequests.Request read(Args args) throws NetlinkException {
    while (kind == null && args.hasNext()) {
      take(args.next(), args);
    }
    QdiscKind.ClassOptions options = kind == null ? null : options(kind, args);
    NetDevice device = session.namedDevice(deviceName);
    return new ClassRequests.Request(device, parent, id, options, estimator);
  }

  private void take(String word, Args args) {
    switch (word) {
      case "dev" -> deviceName = args.next();
      case "classid" -> id = handle(args, "classid", id, "invalid class ID");
      case "root" -> {
        if (parent != 0) {
          throw new CommandException(EXITS, "Error: \"root\" is duplicate parent ID.");
        }
        parent = Handle.ROOT;
      }
      case "parent" -> parent = handle(args, "parent", parent, "invalid parent ID");
      default -> {
        if (Args.matches(word, "estimator")) {
          estimator = EstimatorWords.read(args, estimator);
        } else if (Args.matches(word, "help")) {
          help();
        } else {
          kind = word;
        }
      }
    }
  }

  /// Says how classes are asked for; and on it goes with what else was said.
  private void help() {
    session.complain(Usage.text("class"));
  }

  private static int handle(Args args, String key, int before, String message) {
    String word = args.next();
    if (before != 0) {
      throw Args.duplicate(key, word);
    }
    OptionalInt read = Handle.readClass(word);
    if (read.isEmpty()) {
      throw Args.invarg(message, word);
    }
    return read.getAsInt();
  }

  private QdiscKind.ClassOptions options(String name, Args args) {
    QdiscKind found = session.traffic().kinds().find(name);
    if (found == null || !found.name().equals(name)) {
      throw new CommandException(1, "Error: Qdisc \"" + name + "\" is classless.");
    }
    NetDevice device = deviceName == null ? null : session.device(deviceName);
    return found.parseClass(args, device == null ? session.netns().loopback() : device);
  }

  // ---- showing

  private void list(Args args) throws FileException, NetlinkException {
    while (args.hasNext()) {
      takeFilter(args.next(), args);
    }
    if (deviceName == null) {
      return;
    }
    NetDevice device = session.requireDevice(deviceName);
    ClassGraph graph = new ClassGraph(session.page());
    for (Qdisc qdisc : DeviceTraffic.view(device).all()) {
      boolean asked = parent == 0 || Handle.major(parent) == qdisc.handle();
      Classful classes = qdisc.classes();
      if (classes == null || !asked) {
        continue;
      }
      if (session.options().graph) {
        classes.all().forEach(each -> graph.add(qdisc.kind().name(), each));
      } else {
        list(qdisc, classes);
      }
    }
    graph.show();
    session.flush();
  }

  private void takeFilter(String word, Args args) {
    switch (word) {
      case "dev" -> deviceName = args.next();
      case "classid" -> id = handle(args, "classid", id, "invalid class ID");
      case "root" -> parent = Handle.ROOT;
      case "parent" -> parent = handle(args, "parent", parent, "invalid parent ID");
      default -> {
        if (!Args.matches(word, "help")) {
          throw new Refusal(EXITS, "What is \"" + word + "\"? Try \"tc class help\".");
        }
        help();
      }
    }
  }

  private void list(Qdisc qdisc, Classful classes) {
    for (QdiscClass each : classes.all()) {
      if (id == 0 || id == each.id()) {
        ClassText.show(session.page(), qdisc, each, false);
      }
    }
  }
}
