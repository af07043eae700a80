package dev.patchbay.qdisc.action;

import dev.patchbay.core.Catalogue;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.text.Errno;
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

  /// Makes an action for a user, or sets the one of its number if `replaces`.
  public void add(ActionOptions options, boolean replaces) throws NetlinkException {
    Action existing = options.index() == 0 ? null : of(options.kind()).get(options.index());
    requireNoGoto(options.setting());
    if (options.skipSw()) {
      // No hardware does it.
      throw new NetlinkException(Errno.EINVAL);
    }
    if (existing == null) {
      make(options).hold(false);
    } else if (replaces) {
      existing.change(options);
    } else {
      throw new NetlinkException(Errno.EEXIST);
    }
  }

  /// A goto needs the chain of a filter to go on from.
  private static void requireNoGoto(ActionOptions.@Nullable Setting setting)
      throws NetlinkException {
    if (setting != null && Control.isGoto(setting.control())) {
      throw new NetlinkException(Errno.EINVAL, "can't goto NULL proto/chain");
    }
  }

  /// The action for a filter: a new one, or the one of its number.
  public Action bind(ActionOptions options) throws NetlinkException {
    Action existing = options.index() == 0 ? null : of(options.kind()).get(options.index());
    Action bound = existing == null ? make(options) : existing;
    bound.hold(true);
    return bound;
  }

  private Action make(ActionOptions options) throws NetlinkException {
    Map<Integer, Action> mine = of(options.kind());
    int index = options.index();
    for (int free = 1; index == 0; free++) {
      index = mine.containsKey(free) ? 0 : free;
    }
    Action made = new Action(this, index, options);
    mine.put(index, made);
    return made;
  }

  /// A filter lets go of the action.
  public void unbind(Action action) {
    if (action.release(true)) {
      of(action.kind()).remove(action.index());
    }
  }

  /// Removes an action of a user.
  public void remove(ActionKind kind, int index) throws NetlinkException {
    Action found = find(kind, index);
    if (found.isBound()) {
      throw new NetlinkException(Errno.EPERM, "Failed to delete TC action");
    }
    of(kind).remove(index);
  }

  /// Removes all of a kind that no filter holds.
  public void flush(ActionKind kind) {
    new ArrayList<>(of(kind).values())
        .forEach(action -> {
          if (!action.isBound()) {
            of(kind).remove(action.index());
          }
        });
  }
}
