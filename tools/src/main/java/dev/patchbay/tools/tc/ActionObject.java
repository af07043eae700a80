package dev.patchbay.tools.tc;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.action.Action;
import dev.patchbay.qdisc.action.ActionKind;
import dev.patchbay.qdisc.action.ActionOptions;
import dev.patchbay.qdisc.action.ActionTable;
import dev.patchbay.qdisc.action.ActionWords;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.ArrayList;
import java.util.List;

/// `tc actions`: the actions, beside the filters that hold them.
final class ActionObject {
  private static final int EXITS = 255;
  private static final long MILLISECOND = 1_000_000;

  private static final Keywords COMMANDS =
      new Keywords(
          "add", "change", "replace", "delete", "get", "flush", "list", "show", "lst", "help");

  private final Session session;
  private final ActionTable table;

  private ActionObject(Session session) {
    this.session = session;
    this.table = ActionTable.of(session.netns());
  }

  static void run(Session session, Args args) throws FileException {
    if (!args.hasNext()) {
      return;
    }
    String word = args.next();
    String command = COMMANDS.find(word);
    if (command == null) {
      throw Usage.unknown("actions", word);
    }
    ActionObject object = new ActionObject(session);
    switch (command) {
      case "add" -> object.add(args, false);
      case "change", "replace" -> object.add(args, true);
      case "delete", "get" -> object.one(args, command.equals("get"));
      case "flush" -> object.flush(args);
      case "help" -> throw Usage.of("actions", EXITS);
      default -> object.list(args);
    }
  }

  private void add(Args args, boolean replaces) {
    if (!args.hasNext()) {
      throw new CommandException(EXITS, "Illegal \"action\"");
    }
    try {
      List<ActionOptions> read = ActionWords.readMore(args, session.netns());
      read.forEach(this::warn);
      table.add(read, replaces);
      read.forEach(this::remark);
    } catch (CommandException e) {
      throw new CommandException(EXITS, e.message());
    } catch (NetlinkException e) {
      throw new Refusal(EXITS, Session.answer(e) + "\nWe have an error talking to the kernel");
    }
  }

  private void warn(ActionOptions options) {
    ActionOptions.Setting setting = options.setting();
    if (setting != null && !setting.warning().isEmpty()) {
      session.complain(setting.warning());
    }
  }

  private void remark(ActionOptions options) {
    ActionOptions.Setting setting = options.setting();
    if (setting != null && !setting.remark().isEmpty()) {
      session.complain(setting.remark());
    }
  }

  /// The kind behind `action`.
  private String kindName(Args args) {
    if (!args.accept("action") || !args.hasNext()) {
      throw Usage.of("actions", EXITS);
    }
    return args.next();
  }

  /// Shows or removes those that are named, of which all have to be there.
  private void one(Args args, boolean shows) throws FileException {
    List<String> names = new ArrayList<>();
    List<Integer> indexes = new ArrayList<>();
    do {
      String name = kindName(args);
      if (!args.accept("index")) {
        throw new CommandException(EXITS, "Error: no index specified action: " + name);
      }
      // What the command does not know it takes for this one.
      names.add(table.kind(name) == null ? "gact" : name);
      indexes.add((int) args.u32("index"));
    } while (args.hasNext());
    try {
      List<Action> found = find(names, indexes);
      if (shows) {
        Output out = session.output();
        out.begin();
        showAll(out, 0, "", found, 1);
        out.end();
        session.flush();
      } else {
        table.remove(found);
      }
    } catch (NetlinkException e) {
      throw new Refusal(
          EXITS,
          Session.answer(e)
              + "\nWe have an error talking to the kernel\n"
              + Usage.unknown("actions", "action").message());
    }
  }

  private List<Action> find(List<String> names, List<Integer> indexes) throws NetlinkException {
    List<Action> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ActionKind kind = table.loaded(names.get(i));
      if (kind == null) {
        throw new NetlinkException(Errno.ENOENT, "Specified TC action kind not found");
      }
      found.add(table.find(kind, indexes.get(i)));
    }
    return found;
  }

  private void flush(Args args) {
    ActionKind kind = table.loaded(kindName(args));
    if (kind == null) {
      throw new Refusal("Error: Cannot flush unknown TC action.\nWe have an error flushing");
    }
    try {
      if (!table.flush(kind)) {
        session.complain("Warning: Unable to flush all TC actions.");
      }
    } catch (NetlinkException e) {
      throw new Refusal(Session.answer(e) + "\nWe have an error flushing");
    }
  }

  private void list(Args args) throws FileException {
    ActionKind kind = table.kind(kindName(args));
    long since = since(args);
    List<Action> all =
        kind == null
            ? List.of()
            : table.all(kind).stream().filter(action -> action.used() >= since).toList();
    Output out = session.output();
    out.begin();
    if (all.isEmpty()) {
      out.end();
      session.flush();
      return;
    }
    showAll(out, all.size(), "", all, 0);
    out.end();
    session.flush();
  }

  /// From when on an action is to have been used (`since MILLISECONDS`).
  private long since(Args args) {
    if (!args.accept("since")) {
      return 0;
    }
    long millis = args.u32("since");
    return session.netns().world().loop().now() - millis * MILLISECOND;
  }

  /// Shows what has been done to actions.
  static void show(Session session, List<Action> changed, String title) {
    new ActionObject(session).showAll(session.output(), 0, title, changed, 1);
  }

  private void showAll(Output out, int total, String title, List<Action> all, int firstOrder) {
    out.openObject(null);
    out.number("total acts", "total acts ", total, "\n");
    out.closeObject();
    out.text(title);
    out.openObject(null);
    out.openArray("actions");
    for (int i = 0; i < all.size(); i++) {
      out.text("\n");
      if (session.options().brief) {
        all.get(i).showBrief(session.page(), firstOrder + i);
      } else {
        all.get(i).show(session.page(), firstOrder + i, true);
      }
    }
    out.closeArray();
    out.closeObject();
  }
}
