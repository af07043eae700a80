package dev.patchbay.tools.tc;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.FilterRequests;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.filter.Chain;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// `tc chain`: the chains of filters.
final class ChainObject {
  private static final int REFUSED = 2;

  private static final Keywords COMMANDS =
      new Keywords("add", "delete", "get", "list", "show", "lst", "help");

  private final Session session;
  private @Nullable String deviceName;
  private int parent;
  private int chain;
  private boolean listing;

  private ChainObject(Session session) {
    this.session = session;
  }

  static void run(Session session, Args args) throws FileException, NetlinkException {
    String word = args.hasNext() ? args.next() : "list";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw Usage.unknown("chain", word);
    }
    if (command.equals("help")) {
      throw Usage.of("chain", 0);
    }
    ChainObject object = new ChainObject(session);
    while (args.hasNext()) {
      object.take(args.next(), args);
    }
    object.request(command);
  }

  private void request(String command) throws FileException, NetlinkException {
    if (command.equals("list") || command.equals("show") || command.equals("lst")) {
      list();
      return;
    }
    NetDevice device = session.namedDevice(deviceName);
    try {
      switch (command) {
        case "add" -> FilterRequests.addChain(device, parent, chain);
        case "delete" -> FilterRequests.deleteChain(device, parent, chain);
        default -> {
          Chain found = FilterRequests.chain(device, parent, chain);
          session.output().begin();
          show(found, handle(device));
          session.output().end();
          session.flush();
        }
      }
    } catch (NetlinkException e) {
      throw new Refusal(REFUSED, Session.answer(e) + "\nWe have an error talking to the kernel");
    }
  }

  private void take(String word, Args args) {
    switch (word) {
      case "dev" -> deviceName = args.next();
      case "ingress" -> parent = Handle.of(Handle.INGRESS, Handle.MIN_INGRESS);
      case "egress" -> parent = Handle.of(Handle.INGRESS, Handle.MIN_EGRESS);
      case "root" -> parent = Handle.ROOT;
      case "parent" -> {
        String value = args.next();
        OptionalInt read = Handle.readClass(value);
        if (read.isEmpty()) {
          throw Args.invarg("Invalid parent ID", value);
        }
        parent = read.getAsInt();
      }
      case "chain" -> chain = (int) args.u32("invalid chain index value");
      default -> throw Session.missing("templates of chains (\"" + word + "\")");
    }
  }

  private void list() throws FileException {
    if (deviceName == null) {
      return;
    }
    listing = true;
    NetDevice device = session.requireDevice(deviceName);
    Output out = session.output();
    out.begin();
    try {
      for (Chain each : FilterRequests.block(device, parent).chains()) {
        show(each, handle(device));
      }
    } catch (NetlinkException e) {
      // Where there can be no filters there are no chains.
      out.text("");
    }
    out.end();
    session.flush();
  }

  /// The discipline, which is told in the place of its class.
  private int handle(NetDevice device) {
    Qdisc qdisc = FilterRequests.qdisc(device, parent);
    return qdisc == null ? parent : qdisc.handle();
  }

  private void show(Chain shown, int from) {
    Output out = session.output();
    out.openObject(null);
    out.text("chain ");
    if (parent != from || !listing) {
      out.string("parent", "parent ", Handle.show(from), " ");
    }
    out.number("chain", "chain ", shown.index(), " ");
    out.newline();
    out.closeObject();
  }
}
