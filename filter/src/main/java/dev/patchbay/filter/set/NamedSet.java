package dev.patchbay.filter.set;

import dev.patchbay.core.Netns;
import dev.patchbay.filter.Inspection;
import dev.patchbay.packet.Family;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A set: what users and rules can ask of it. Its name and who refers to it are its slot's.
public abstract sealed class NamedSet permits HashedSet, BitmapSet, MemberList {
  /// What the element says makes the packet match.
  static final int MATCH = 1;

  static final int NO_MATCH = 0;

  /// An element fits that says `nomatch`.
  static final int REFUSED = 2;

  /// An element fits that the packet would complete.
  static final int INCOMPLETE = 3;

  private static final long SECOND = 1_000_000_000;
  private static final long LONGEST_ROUND = 180 * SECOND;

  private final Netns netns;
  private final SetType type;
  private final @Nullable Family family;
  private final SetOptions options;
  final Extras extras;
  private String name;
  private long nextRound;

  NamedSet(Netns netns, SetType type, @Nullable Family family, SetOptions options, String name) {
    this.netns = netns;
    this.type = type;
    this.family = family;
    this.options = options;
    this.name = name;
    this.extras = new Extras(options);
    this.nextRound = now() + SECOND;
  }

  public String name() {
    return name;
  }

  void name(String changed) {
    name = changed;
  }

  public SetType type() {
    return type;
  }

  /// The family of its addresses; null when it has none.
  public @Nullable Family family() {
    return family;
  }

  /// What it was made with; a hash may have grown since.
  public SetOptions options() {
    return options;
  }

  Netns netns() {
    return netns;
  }

  final long now() {
    return netns.world().loop().now();
  }

  /// Throws out what is over, as often as the kernel looks (`gc`).
  final void tidy() {
    long now = now();
    if (extras.hasTimeouts() && now >= nextRound) {
      long third = extras.timeout / 3 * SECOND;
      nextRound = now + Math.clamp(third, SECOND, LONGEST_ROUND);
      expire();
    }
  }

  /// How many elements it has, as a listing tells.
  public abstract int elements();

  /// How many bytes the kernel would need for it.
  public abstract long memory();

  /// Adds the element, or the range of them.
  ///
  /// @param exist what is there already is written again instead of refused
  public abstract void add(Entry entry, boolean exist) throws SetException;

  /// Removes the element, or the range of them.
  ///
  /// @param exist what is not there is no error
  public abstract void remove(Entry entry, boolean exist) throws SetException;

  /// Whether the element is there.
  public abstract boolean contains(Entry entry) throws SetException;

  /// Hands over each element, in the kernel's order.
  public abstract void each(Consumer<Entry> taker);

  /// Removes all elements.
  public abstract void flush();

  /// Whether the other one could take its place when it is made again (`same_set`).
  abstract boolean isLike(NamedSet other);

  /// Whether the packet's element is there. Allocates nothing.
  abstract int judge(Inspection packet, Question question);

  /// Adds the packet's element.
  ///
  /// @return whether it is there now
  abstract boolean add(Inspection packet, Question question);

  /// Removes the packet's element.
  ///
  /// @return whether it was there
  abstract boolean remove(Inspection packet, Question question);

  /// Removes what is over.
  abstract void expire();

  /// It ends: lets go of others.
  void close() {}

  final boolean sameExtras(NamedSet other) {
    return extras.timeout == other.extras.timeout
        && extras.hasCounters == other.extras.hasCounters
        && extras.hasComments == other.extras.hasComments
        && extras.hasPacketInfo == other.extras.hasPacketInfo
        && options.forceAdd == other.options.forceAdd;
  }

  private boolean answers(Inspection packet, Question question) {
    return question.dimensions() >= type.dimension()
        && (family == null || family == packet.family());
  }

  /// Whether the packet is in the set (`ip_set_test`).
  final boolean test(Inspection packet, Question question) {
    if (!answers(packet, question)) {
      return false;
    }
    int answer = judge(packet, question);
    if (answer == INCOMPLETE) {
      add(packet, question);
      return true;
    }
    return (question.returnsNomatch && type.hasNomatch()) ? answer == REFUSED : answer == MATCH;
  }

  /// The packet's element comes to the set (`ip_set_add`).
  final boolean put(Inspection packet, Question question) {
    return answers(packet, question) && add(packet, question);
  }

  /// The packet's element goes (`ip_set_del`).
  final boolean take(Inspection packet, Question question) {
    return answers(packet, question) && remove(packet, question);
  }
}
