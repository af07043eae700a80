package dev.patchbay.tools.iptables;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.filter.AddressMask;
import dev.patchbay.filter.Chain;
import dev.patchbay.filter.Counter;
import dev.patchbay.filter.Draft;
import dev.patchbay.filter.Jump;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.NameService;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Rule;
import dev.patchbay.filter.StandardTarget;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Carries out what a command line says, on a draft; what is to be printed is collected.
final class Orders {
  private final Given given;
  private final Draft draft;
  private final NameService names;
  private final StringBuilder out;
  private final StringBuilder warnings;

  Orders(Given given, Draft draft, NameService names, StringBuilder out, StringBuilder warnings) {
    this.given = given;
    this.draft = draft;
    this.names = names;
    this.out = out;
    this.warnings = warnings;
  }

  /// Does it all, in the order in which it makes sense: a list is shown before its counters begin
  /// anew.
  void run() throws NetlinkException {
    for (Order order : Order.values()) {
      if (given.orders.contains(order) && isNoZero(order)) {
        run(order);
      }
    }
    if (given.orders.contains(Order.ZERO)) {
      run(Order.ZERO);
    }
    if (given.orders.contains(Order.ZERO_NUMBER)) {
      draft.zero(given.chainName(), given.number - 1);
    }
  }

  private static boolean isNoZero(Order order) {
    return order != Order.ZERO && order != Order.ZERO_NUMBER;
  }

  private void run(Order order) throws NetlinkException {
    switch (order) {
      case APPEND, INSERT, DELETE, CHECK, REPLACE -> runRules(order);
      case DELETE_NUMBER -> draft.delete(given.chainName(), given.number - 1);
      case LIST -> list();
      case LIST_RULES -> new Dump(out, names).list(chosen(), given.number, given.has('v'));
      case FLUSH -> each(true, "Flushing", draft::flush);
      case ZERO -> each(true, "Zeroing", draft::zero);
      case DELETE_CHAIN -> each(false, "Deleting", draft::deleteChain);
      case NEW_CHAIN -> draft.create(given.chainName());
      case RENAME_CHAIN -> draft.rename(given.chainName(), String.valueOf(given.newName));
      case SET_POLICY -> {
        Counter counter = given.counter;
        draft.policy(
            given.chainName(),
            String.valueOf(given.policy),
            counter == null ? new Counter() : counter);
      }
      default -> throw new IllegalStateException("no order " + order);
    }
  }

  // ---- chains

  private interface ChainAction {
    void run(String chain) throws NetlinkException;
  }

  private void each(boolean builtInToo, String doing, ChainAction action) throws NetlinkException {
    String chain = given.chain;
    List<String> all = chain == null ? draft.names() : List.of(chain);
    NetlinkException refused = null;
    for (String name : all) {
      if (chain != null || builtInToo || !draft.isBuiltIn(name)) {
        if (given.has('v')) {
          out.append(doing).append(" chain `").append(name).append("'\n");
        }
        try {
          action.run(name);
        } catch (NetlinkException e) {
          refused = e;
        }
      }
    }
    // Each chain is tried; the program tells of the last that could not be.
    if (refused != null) {
      throw refused;
    }
  }

  private List<Chain> chosen() throws NetlinkException {
    String chain = given.chain;
    if (chain != null && !draft.isChain(chain)) {
      throw new NetlinkException(Errno.ENOENT, "No chain/target/match by that name");
    }
    return draft.chains().stream().filter(c -> chain == null || c.name().equals(chain)).toList();
  }

  private void list() throws NetlinkException {
    Columns columns =
        new Columns(names, given.has('n'), given.has('v'), given.has('x'), given.has('0'), true);
    boolean isFirst = true;
    for (Chain chain : chosen()) {
      out.append(isFirst ? "" : "\n");
      isFirst = false;
      if (given.number == 0) {
        columns.header(out, chain, draft.references(chain.name()));
      }
      for (int i = 0; i < chain.rules().size(); i++) {
        if (given.number == 0 || given.number == i + 1) {
          columns.rule(out, chain.rules().get(i), i + 1);
        }
      }
    }
  }

  // ---- rules

  private void runRules(Order order) throws NetlinkException {
    List<Match> matches = new ArrayList<>();
    for (Loaded match : given.matches) {
      matches.add(((MatchKind) match.extension()).build(match.chosen()));
    }
    Target target = target();
    for (AddressMask source : given.sources) {
      for (AddressMask destination : given.destinations) {
        Counter counted = given.counter;
        Counter counter =
            counted == null ? new Counter() : new Counter(counted.packets(), counted.bytes());
        runRule(order, new Rule(given.criteria(source, destination), matches, target, counter));
      }
    }
  }

  private void runRule(Order order, Rule rule) throws NetlinkException {
    if (given.has('v')) {
      Columns.line(names).rule(out, rule, 0);
    }
    String chain = given.chainName();
    switch (order) {
      case APPEND -> draft.append(chain, rule);
      case INSERT -> draft.insert(chain, given.number - 1, rule);
      case DELETE -> draft.delete(chain, rule);
      case CHECK -> draft.check(chain, rule);
      case REPLACE -> draft.replace(chain, given.number - 1, rule);
      default -> throw new IllegalStateException("no order with a rule: " + order);
    }
  }

  private Target target() throws NetlinkException {
    String name = given.jump;
    @Nullable Loaded extension = given.target;
    if (name.isEmpty()) {
      return StandardTarget.NONE;
    }
    if (draft.isBuiltIn(name)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (draft.isChain(name)) {
      if (extension != null) {
        warnings.append("Warning: using chain ").append(name).append(", not extension\n");
      }
      return new Jump(name, given.goTo);
    }
    if (given.goTo) {
      throw new Refusal("goto '" + name + "' is not a chain");
    }
    if (extension != null) {
      return ((TargetKind) extension.extension()).build(extension.chosen());
    }
    return switch (name) {
      case "ACCEPT" -> StandardTarget.ACCEPT;
      case "DROP" -> StandardTarget.DROP;
      case "QUEUE" -> StandardTarget.QUEUE;
      case "RETURN" -> StandardTarget.RETURN;
      default ->
          throw new Refusal("Couldn't load target `" + name + "':No such file or directory\n");
    };
  }
}
