package dev.patchbay.tools.tc;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.EtherTypes;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.Estimator;
import dev.patchbay.qdisc.FilterPlace;
import dev.patchbay.qdisc.FilterRequest;
import dev.patchbay.qdisc.FilterRequests;
import dev.patchbay.qdisc.QdiscRequests.Flags;
import dev.patchbay.qdisc.filter.Block;
import dev.patchbay.qdisc.filter.Chain;
import dev.patchbay.qdisc.filter.Classifier;
import dev.patchbay.qdisc.filter.FilterKind;
import dev.patchbay.qdisc.filter.Filters;
import dev.patchbay.qdisc.filter.Rule;
import dev.patchbay.qdisc.filter.SharedBlocks;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `tc filter`: the filters.
final class FilterObject {
  private static final int EXITS = 255;
  private static final int REFUSED = 2;

  /// The words that may be abbreviated.
  static final Keywords WORDS =
      new Keywords("preference", "priority", "chain", "block", "protocol");

  private static final Keywords COMMANDS =
      new Keywords("list", "show", "lst", "add", "change", "replace", "delete", "get", "help");

  /// Kinds that Linux has.
  private static final Set<String> LACKING = Set.of("bpf", "cgroup");

  private final Session session;
  private @Nullable String deviceName;
  private int block;
  private int parent;
  private int protocol;
  private int pref = -1;
  private int chain = -1;
  private @Nullable String handle;
  private @Nullable String kind;
  private @Nullable Estimator estimator;

  /// What names the device, when that is shown.
  private String prefix = "";

  private FilterObject(Session session) {
    this.session = session;
  }

  static void run(Session session, Args args) throws FileException, NetlinkException {
    String word = args.hasNext() ? args.next() : "list";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw Usage.unknown("filter", word);
    }
    FilterObject object = new FilterObject(session);
    switch (command) {
      case "list", "show", "lst" -> object.list(args);
      case "help" -> throw Usage.of("filter", 0);
      default -> {
        FilterRequest request = object.read(args, command);
        try {
          object.request(request, command);
        } catch (NetlinkException e) {
          throw new Refusal(
              REFUSED, Session.answer(e) + "\nWe have an error talking to the kernel");
        }
      }
    }
  }

  private void request(FilterRequest request, String command)
      throws FileException, NetlinkException {
    switch (command) {
      case "add" -> FilterRequests.modify(request, Flags.ADD);
      case "change" -> FilterRequests.modify(request, Flags.CHANGE);
      case "replace" -> FilterRequests.modify(request, new Flags(true, false, false));
      case "delete" -> FilterRequests.delete(request);
      default -> {
        FilterRequests.Found found = FilterRequests.get(request);
        int shownParent = parent;
        forget();
        session.output().begin();
        show(found.classifier(), found.rule(), shownParent);
        session.output().end();
        session.flush();
      }
    }
  }

  /// What is shown of one filter is not left out because it was asked for.
  private void forget() {
    parent = 0;
    protocol = 0;
    pref = -1;
    chain = -1;
  }

  // ---- words

  private FilterRequest read(Args args, String command) throws NetlinkException {
    while (kind == null && args.hasNext()) {
      take(args.next(), args);
    }
    if (command.equals("get")) {
      requireAll();
    }
    if (kind != null && LACKING.contains(kind)) {
      throw Session.missing("filter \"" + kind + "\"");
    }
    FilterPlace place = place();
    int asked = protocol == 0 && command.equals("add") ? Block.ALL : protocol;
    asked = protocol == 0 && command.equals("replace") ? Block.ALL : asked;
    FilterKind found = kind == null ? null : Filters.of(session.machine()).kind(kind);
    FilterKind.Options options = null;
    int number = 0;
    if (found != null) {
      boolean makes = !command.equals("delete") && !command.equals("get");
      number = found.handle(handle);
      FilterKind.Head head = new FilterKind.Head(session.netns(), asked, handle, estimator);
      options = makes || args.hasNext() ? found.parse(args, head) : null;
      number = found.handle(number, options);
      if (options != null && !options.warning().isEmpty()) {
        session.complain(options.warning());
      }
    } else if (kind != null && args.hasNext()) {
      throw new CommandException(
          1, "Unknown filter \"" + kind + "\", hence option \"" + args.next() + "\" is unparsable");
    } else if (handle != null && kind == null) {
      throw new Refusal(EXITS, "Must specify filter type when using \"handle\"");
    }
    return new FilterRequest(
        place, Math.max(chain, 0), asked, Math.max(pref, 0), number, kind, options);
  }

  /// What names one filter has to be said.
  private void requireAll() {
    if (protocol == 0) {
      throw new CommandException(EXITS, "Must specify filter protocol");
    }
    if (pref <= 0) {
      throw new CommandException(EXITS, "Must specify filter priority");
    }
    if (parent == 0) {
      throw new CommandException(EXITS, "Must specify filter parent");
    }
    if (kind == null) {
      throw new CommandException(EXITS, "Must specify filter type");
    }
    if (deviceName == null && block == 0) {
      throw new CommandException(EXITS, "Must specify netdevice \"dev\" or block index \"block\"");
    }
    if (handle == null) {
      throw new CommandException(EXITS, "Must specify filter \"handle\"");
    }
  }

  private FilterPlace place() throws NetlinkException {
    if (block != 0) {
      return new FilterPlace(session.netns(), null, parent, block);
    }
    try {
      return FilterPlace.of(session.namedDevice(deviceName), parent);
    } catch (NetlinkException e) {
      throw new Refusal(REFUSED, Session.answer(e) + "\nWe have an error talking to the kernel");
    }
  }

  private void take(String word, Args args) {
    String known = WORDS.find(word);
    switch (known == null ? word : known) {
      case "dev" -> {
        deviceName = once(deviceName, "dev", args);
        requireEither();
      }
      case "block" -> {
        block = blockIndex(args.next(), block);
        requireEither();
      }
      case "root" -> parent("\"root\" is duplicate parent ID", Handle.ROOT);
      case "ingress" ->
          parent(
              "\"ingress\" is duplicate parent ID", Handle.of(Handle.INGRESS, Handle.MIN_INGRESS));
      case "egress" ->
          parent("\"egress\" is duplicate parent ID", Handle.of(Handle.INGRESS, Handle.MIN_EGRESS));
      case "parent" -> {
        String value = args.next();
        if (parent != 0) {
          throw Args.duplicate("parent", value);
        }
        parent = classid(value);
      }
      case "handle" -> handle = once(handle, "handle", args);
      case "preference", "priority" -> pref(args.next());
      case "chain" -> chain(args.next());
      case "protocol" -> protocol(args.next());
      default -> takeMore(word, args);
    }
  }

  private void takeMore(String word, Args args) {
    if (Args.matches(word, "estimator")) {
      estimator = EstimatorWords.read(args, estimator);
      return;
    }
    if (Args.matches(word, "help")) {
      throw Usage.of("filter", 0);
    }
    kind = word;
  }

  private void requireEither() {
    if (deviceName != null && block != 0) {
      throw new CommandException(EXITS, "Error: \"dev\" and \"block\" are mutually exclusive");
    }
  }

  /// The number of a block, which must not have been said before.
  static int blockIndex(String word, int before) {
    if (before != 0) {
      throw Args.duplicate("block", word);
    }
    int index = (int) Numbers.u32(word, 0).orElse(0);
    if (index == 0) {
      throw Args.invarg("invalid block index value", word);
    }
    return index;
  }

  private static String once(@Nullable String before, String key, Args args) {
    String word = args.next();
    if (before != null) {
      throw Args.duplicate(key, word);
    }
    return word;
  }

  private void parent(String duplicate, int value) {
    if (parent != 0) {
      throw new CommandException(EXITS, "Error: " + duplicate);
    }
    parent = value;
  }

  private static int classid(String word) {
    OptionalInt read = Handle.readClass(word);
    if (read.isEmpty()) {
      throw Args.invarg("Invalid parent ID", word);
    }
    return read.getAsInt();
  }

  private void pref(String word) {
    if (pref > 0) {
      throw Args.duplicate("priority", word);
    }
    OptionalLong number = Numbers.u16(word, 0);
    if (number.isEmpty()) {
      throw Args.invarg("invalid priority value", word);
    }
    pref = (int) number.getAsLong();
  }

  private void chain(String word) {
    if (chain >= 0) {
      throw Args.duplicate("chain", word);
    }
    OptionalLong number = Numbers.u32(word, 0);
    if (number.isEmpty()) {
      throw Args.invarg("invalid chain index value", word);
    }
    chain = (int) number.getAsLong();
  }

  private void protocol(String word) {
    if (protocol != 0) {
      throw Args.duplicate("protocol", word);
    }
    OptionalInt number = EtherTypes.parse(word);
    if (number.isEmpty()) {
      throw Args.invarg("invalid protocol", word);
    }
    protocol = number.getAsInt();
  }

  // ---- showing

  private void list(Args args) throws FileException {
    while (args.hasNext()) {
      String word = args.next();
      take(word, args);
      if (kind != null) {
        throw new Refusal(EXITS, " What is \"" + word + "\"? Try \"tc filter help\"");
      }
    }
    if (deviceName == null && block == 0) {
      return;
    }
    FilterPlace place = listed();
    Output out = session.output();
    out.begin();
    try {
      Block shown = FilterRequests.block(place);
      NetDevice device = place.device();
      int asked = parent == 0 && device != null ? rootHandle(device) : parent;
      int from = shown.parent() == 0 ? asked : shown.parent();
      for (Chain each : shown.chains()) {
        list(each, from);
      }
    } catch (NetlinkException e) {
      // Where there can be no filters there are none.
      out.text("");
    }
    out.end();
    session.flush();
  }

  private FilterPlace listed() {
    return listed(session, deviceName, parent, block);
  }

  /// What is to be listed, which must be there.
  static FilterPlace listed(Session session, @Nullable String device, int parent, int block) {
    if (device != null) {
      return FilterPlace.of(session.requireDevice(device), parent);
    }
    if (SharedBlocks.of(session.netns()).find(block) == null) {
      throw new Refusal("Cannot find block \"" + block + "\"");
    }
    return new FilterPlace(session.netns(), null, parent, block);
  }

  private static int rootHandle(NetDevice device) {
    var root = FilterRequests.qdisc(device, 0);
    return root == null ? 0 : root.handle();
  }

  private void list(Chain shown, int from) {
    if (chain >= 0 && chain != shown.index()) {
      return;
    }
    for (Classifier classifier : shown.classifiers()) {
      boolean wanted =
          (pref <= 0 || pref == classifier.pref())
              && (protocol == 0 || protocol == classifier.protocol());
      if (wanted) {
        show(classifier, null, from);
        for (Rule rule : classifier.rules()) {
          show(classifier, rule, from);
        }
      }
    }
  }

  /// Shows a filter in full, or with no rule what it is among.
  static void show(Session session, FilterPlace place, Classifier classifier, @Nullable Rule rule) {
    FilterObject object = new FilterObject(session);
    NetDevice device = place.device();
    object.prefix = device == null ? "" : "dev " + device.name() + " ";
    int from = place.parent() == 0 && device != null ? rootHandle(device) : place.parent();
    object.show(classifier, rule, from);
  }

  /// Shows a filter, or what it is among (`print_filter`).
  private void show(Classifier classifier, @Nullable Rule rule, int from) {
    Output out = session.output();
    out.openObject(null);
    out.text("filter ");
    out.text(prefix);
    Block in = classifier.chain().block();
    if (in.isShared()) {
      if (block != in.index()) {
        out.number("block", "block ", in.index(), " ");
      }
    } else if (parent == 0 || parent != from) {
      showParent(out, from);
    }
    if (protocol == 0) {
      out.string("protocol", "protocol ", protocolName(classifier.protocol()), " ");
    }
    if (pref <= 0) {
      out.number("pref", "pref ", classifier.pref(), " ");
    }
    out.string("kind", "", classifier.kind().name(), " ");
    if (chain < 0) {
      out.number("chain", "chain ", classifier.chain().index(), " ");
    }
    if (rule != null) {
      out.openObject("options");
      rule.show(session.page());
      out.closeObject();
    }
    out.newline();
    out.closeObject();
  }

  private static void showParent(Output out, int from) {
    if (from == Handle.of(Handle.INGRESS, Handle.MIN_INGRESS)) {
      out.flag("ingress", "ingress ", true);
    } else if (from == Handle.of(Handle.INGRESS, Handle.MIN_EGRESS)) {
      out.flag("egress", "egress ", true);
    } else {
      out.string("parent", "parent ", Handle.show(from), " ");
    }
  }

  private static String protocolName(int number) {
    return number == Block.ALL ? "all" : EtherTypes.text(number);
  }
}
