package dev.patchbay.tools.tc;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.EtherTypes;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.FilterPlace;
import dev.patchbay.qdisc.FilterRequests;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.filter.Block;
import dev.patchbay.qdisc.filter.Chain;
import dev.patchbay.qdisc.filter.FilterKind;
import dev.patchbay.qdisc.filter.Filters;
import dev.patchbay.qdisc.filter.Template;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `tc chain`: the chains of filters.
final class ChainObject {
  private static final int REFUSED = 2;

  private static final Keywords COMMANDS =
      new Keywords("add", "delete", "get", "list", "show", "lst", "help");

  private static final Set<String> SHOWS = Set.of("list", "show", "lst");

  private final Session session;
  private @Nullable String deviceName;
  private int block;
  private int protocol;
  private @Nullable String kind;
  private FilterKind.@Nullable Options options;
  private int parent;
  private int chain;
  private boolean listing;

  /// What names the device, when that is shown.
  private String prefix = "";

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
    object.listing = SHOWS.contains(command);
    while (args.hasNext()) {
      object.take(args.next(), args);
    }
    object.request(command);
  }

  private void request(String command) throws FileException, NetlinkException {
    if (listing) {
      list();
      return;
    }
    FilterPlace place =
        block == 0
            ? FilterPlace.of(session.namedDevice(deviceName), parent)
            : new FilterPlace(session.netns(), null, parent, block);
    try {
      switch (command) {
        case "add" -> FilterRequests.addChain(place, chain, kind, options);
        case "delete" -> FilterRequests.deleteChain(place, chain);
        default -> {
          Chain found = FilterRequests.chain(place, chain);
          session.output().begin();
          show(found, handle(place));
          session.output().end();
          session.flush();
        }
      }
    } catch (NetlinkException e) {
      throw new Refusal(REFUSED, Session.answer(e) + "\nWe have an error talking to the kernel");
    }
  }

  private void take(String word, Args args) {
    String known = FilterObject.WORDS.find(word);
    switch (known == null ? word : known) {
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
      case "block" -> block = FilterObject.blockIndex(args.next(), block);
      case "protocol" -> {
        String value = args.next();
        protocol =
            EtherTypes.parse(value).orElseThrow(() -> Args.invarg("invalid protocol", value));
      }
      default -> template(word, args);
    }
  }

  /// What the filters of the chain are to be like, behind their kind.
  private void template(String word, Args args) {
    if (listing) {
      throw new Refusal(255, " What is \"" + word + "\"? Try \"tc filter help\"");
    }
    if (Args.matches(word, "help")) {
      throw Usage.of("filter", 0);
    }
    kind = word;
    FilterKind found = Filters.of(session.machine()).kind(word);
    if (found != null) {
      options = found.parse(args, new FilterKind.Head(session.netns(), protocol, null, null));
    } else if (args.hasNext()) {
      throw new CommandException(
          1, "Unknown filter \"" + word + "\", hence option \"" + args.next() + "\" is unparsable");
    }
  }

  private void list() throws FileException {
    if (deviceName == null && block == 0) {
      return;
    }
    FilterPlace place = FilterObject.listed(session, deviceName, parent, block);
    Output out = session.output();
    out.begin();
    try {
      for (Chain each : FilterRequests.block(place).chains()) {
        show(each, handle(place));
      }
    } catch (NetlinkException e) {
      // Where there can be no filters there are no chains.
      out.text("");
    }
    out.end();
    session.flush();
  }

  /// The discipline, which is told in the place of its class.
  private int handle(FilterPlace place) {
    NetDevice device = place.device();
    if (device == null) {
      return parent;
    }
    Qdisc qdisc = FilterRequests.qdisc(device, place.parent());
    return qdisc == null ? place.parent() : qdisc.handle();
  }

  /// Shows a chain in full.
  static void show(Session session, FilterPlace place, Chain shown) {
    ChainObject object = new ChainObject(session);
    NetDevice device = place.device();
    object.prefix = device == null ? "" : "dev " + device.name() + " ";
    object.show(shown, object.handle(place));
  }

  private void show(Chain shown, int from) {
    Output out = session.output();
    out.openObject(null);
    out.text("chain ");
    out.text(prefix);
    Block in = shown.block();
    if (in.isShared()) {
      if (block != in.index()) {
        out.number("block", "block ", in.index(), " ");
      }
    } else if (parent != from || !listing) {
      out.string("parent", "parent ", Handle.show(from), " ");
    }
    Template template = shown.template();
    if (template != null) {
      out.string("kind", "", template.kind().name(), " ");
    }
    out.number("chain", "chain ", shown.index(), " ");
    if (template != null) {
      out.openObject("options");
      template.show(session.page());
      out.closeObject();
    }
    out.newline();
    out.closeObject();
  }
}
