package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Packet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The filters of one kind, protocol and priority in a chain (`tcf_proto`).
public abstract class Classifier {
  private final FilterKind kind;
  private final Chain chain;
  private final int protocol;
  private final int pref;

  protected Classifier(FilterKind kind, Chain chain, int protocol, int pref) {
    this.kind = kind;
    this.chain = chain;
    this.protocol = protocol;
    this.pref = pref;
  }

  public final FilterKind kind() {
    return kind;
  }

  public final Chain chain() {
    return chain;
  }

  /// The EtherType it is for; [Block#ALL] for all.
  public final int protocol() {
    return protocol;
  }

  /// Its priority: lower ones go first.
  public final int pref() {
    return pref;
  }

  /// Judges a packet: a control, or -1 when none of its filters matches.
  abstract int classify(Packet packet, NetDevice device, boolean atIngress, Verdict verdict);

  /// Its filters, as they are listed.
  public abstract List<? extends Rule> rules();

  /// The filter of this number, or null; none has the number 0.
  public @Nullable Rule find(int handle) {
    for (Rule rule : rules()) {
      if (rule.handle() == handle) {
        return rule;
      }
    }
    return null;
  }

  /// Makes a filter, or sets the one there is.
  abstract Rule change(
      int handle, @Nullable Rule existing, FilterKind.@Nullable Options options, Netns netns)
      throws NetlinkException;

  /// Removes a filter; returns whether it was the last one.
  abstract boolean remove(Rule rule) throws NetlinkException;

  /// Whether it may be removed when its last filter has been.
  boolean isEmpty() {
    return rules().isEmpty();
  }

  /// It is removed, with its filters.
  void end() {
    rules().forEach(Rule::end);
  }

  /// The lowest number from 1 on that no filter has.
  final int freeHandle() {
    int handle = 1;
    while (find(handle) != null) {
      handle++;
    }
    return handle;
  }
}
