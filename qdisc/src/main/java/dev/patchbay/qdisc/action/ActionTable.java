package dev.patchbay.qdisc.action;

import dev.patchbay.core.Catalogue;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.text.Errno;
import dev.patchbay.qdisc.Estimator;
import dev.patchbay.qdisc.MachineTraffic;
import dev.patchbay.qdisc.TrafficAnnouncement;
import dev.patchbay.qdisc.TrafficAnnouncement.Deed;
import dev.patchbay.qdisc.TrafficAnnouncement.OfActions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The actions of a namespace, by kind and number (`tc_action_net`).
public final class ActionTable implements NetnsPart {
  private static final Key<ActionTable> KEY = new Key<>(ActionTable::new);

  private final Netns netns;
  private final Catalogue<ActionKind> kinds =
      new Catalogue<>(
          ServiceLoader.load(ActionKind.class.getModule().getLayer(), ActionKind.class));
  private final Map<String, Map<Integer, Action>> actions = new TreeMap<>();

  /// How deeply packets are being redirected.
  private int depth;

  private ActionTable(Netns netns) {
    this.netns = netns;
  }

  /// That of a namespace.
  public static ActionTable of(Netns netns) {
    return netns.part(KEY);
  }

  Netns netns() {
    return netns;
  }

  long now() {
    return netns.world().loop().now();
  }

  /// The kind of this name, or null.
  public @Nullable ActionKind kind(String name) {
    ActionKind kind = kinds.find(name);
    return kind == null || !kind.name().equals(name) ? null : kind;
  }

  /// The kind of this name if it is loaded, or null (`tc_lookup_action`).
  public @Nullable ActionKind loaded(String name) {
    return machine().hasAction(name) ? kind(name) : null;
  }

  private MachineTraffic machine() {
    return MachineTraffic.of(netns.machine());
  }

  /// Goes one redirection deeper; returns whether that is allowed.
  boolean enter(int most) {
    return depth++ < most;
  }

  void leave() {
    depth--;
  }

  // ---- the table

  private Map<Integer, Action> of(ActionKind kind) {
    return actions.computeIfAbsent(kind.name(), name -> new TreeMap<>());
  }

  /// The actions of a kind, by their numbers.
  public List<Action> all(ActionKind kind) {
    return List.copyOf(of(kind).values());
  }

  /// The action of this number.
  ///
  /// @throws NetlinkException `ENOENT` when there is none
  public Action find(ActionKind kind, int index) throws NetlinkException {
    Action found = of(kind).get(index);
    if (found == null) {
      throw new NetlinkException(Errno.ENOENT, "TC action with specified index not found");
    }
    return found;
  }

  /// Makes actions for a user, or sets those of their numbers if `replaces`.
  public void add(List<ActionOptions> all, boolean replaces) throws NetlinkException {
    List<Action> told = new ArrayList<>();
    List<Action> existing = new ArrayList<>();
    try {
      for (ActionOptions options : all) {
        Action known = known(options);
        told.add(add(options, known, replaces));
        if (known != null) {
          existing.add(known);
        }
      }
      netns.announce(new OfActions(told, replaces ? Deed.REPLACED : Deed.ADDED));
    } finally {
      // Until now the request has held them, too.
      existing.forEach(action -> action.release(false));
    }
  }

  private @Nullable Action known(ActionOptions options) {
    machine().loadAction(options.kind().name());
    return options.index() == 0 ? null : of(options.kind()).get(options.index());
  }

  private Action add(ActionOptions options, @Nullable Action existing, boolean replaces)
      throws NetlinkException {
    requireNoGoto(options.setting());
    if (options.skipSw()) {
      // No hardware does it.
      throw new NetlinkException(Errno.EINVAL);
    }
    if (existing != null && !replaces) {
      throw new NetlinkException(Errno.EEXIST);
    }
    Action added = existing == null ? make(options, null) : existing;
    if (existing != null) {
      existing.change(options);
    }
    added.hold(false);
    return added;
  }

  /// A goto needs the chain of a filter to go on from.
  private static void requireNoGoto(ActionOptions.@Nullable Setting setting)
      throws NetlinkException {
    if (setting != null && Control.isGoto(setting.control())) {
      throw new NetlinkException(Errno.EINVAL, "can't goto NULL proto/chain");
    }
  }

  /// The action for a filter: a new one, or the one of its number. Its rate is estimated so, if it
  /// is new and that is not null.
  Action bind(ActionOptions options, @Nullable Estimator estimator) throws NetlinkException {
    Action existing = known(options);
    Action bound = existing == null ? make(options, estimator) : existing;
    bound.hold(true);
    return bound;
  }

  private Action make(ActionOptions options, @Nullable Estimator estimator)
      throws NetlinkException {
    Map<Integer, Action> mine = of(options.kind());
    int index = options.index();
    for (int free = 1; index == 0; free++) {
      index = mine.containsKey(free) ? 0 : free;
    }
    Action made = new Action(this, index, options, estimator);
    mine.put(index, made);
    return made;
  }

  /// A filter lets go of the action.
  public void unbind(Action action) {
    if (action.release(true)) {
      remove(action);
    }
  }

  private void remove(Action action) {
    of(action.kind()).remove(action.index());
    action.end();
  }

  /// Removes actions of a user, up to the first that a filter holds.
  public void remove(List<Action> all) throws NetlinkException {
    for (Action each : all) {
      if (each.isBound()) {
        throw new NetlinkException(Errno.EPERM, "Failed to delete TC action");
      }
      remove(each);
      each.release(false);
    }
    netns.announce(new OfActions(all, Deed.DELETED));
  }

  /// Removes all of a kind, up to the first that a filter holds (`tcf_del_walker`); returns whether
  /// that were all.
  ///
  /// @throws NetlinkException `EPERM` when a filter holds the first
  public boolean flush(ActionKind kind) throws NetlinkException {
    int removed = 0;
    boolean stopped = false;
    for (Action each : all(kind)) {
      stopped |= each.isBound();
      if (!stopped) {
        remove(each);
        removed++;
      }
    }
    if (stopped && removed == 0) {
      throw new NetlinkException(Errno.EPERM);
    }
    netns.announce(new TrafficAnnouncement.OfFlush(kind, removed));
    return !stopped;
  }
}
