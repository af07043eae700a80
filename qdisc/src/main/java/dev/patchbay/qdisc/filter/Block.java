package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.action.Control;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The filters of a discipline or a class: chains, of which the first has the number 0
/// (`tcf_block`).
public final class Block {
  /// The protocol of filters for every packet (`ETH_P_ALL`).
  public static final int ALL = 3;

  private static final int MOST_ROUNDS = 4;

  private final List<Chain> chains = new ArrayList<>(1);
  private final boolean atIngress;
  private final Runnable listener;

  /// The numbers of the hash tables of u32, which all priorities share; made on first use.
  private @Nullable U32Tables tables;

  private boolean filters;

  /// The filters of a discipline that queues.
  public Block() {
    this(false, Block::tellNobody);
  }

  private static void tellNobody() {}

  /// The filters at an edge of a device; `listener` is told when there are some, and when there are
  /// none any more.
  public Block(boolean atIngress, Runnable listener) {
    this.atIngress = atIngress;
    this.listener = listener;
  }

  /// Whether it has no filters.
  public boolean isEmpty() {
    return !filters;
  }

  void changed() {
    boolean some = false;
    for (Chain chain : chains) {
      some |= !chain.isEmpty();
    }
    filters = some;
    tables = some ? tables : null;
    listener.run();
  }

  U32Tables tables() {
    if (tables == null) {
      tables = new U32Tables();
    }
    return tables;
  }

  /// Its chains, in the order they were made.
  public List<Chain> chains() {
    return chains;
  }

  /// The chain of this number, or null.
  public @Nullable Chain find(int index) {
    for (int i = 0; i < chains.size(); i++) {
      if (chains.get(i).index() == index) {
        return chains.get(i);
      }
    }
    return null;
  }

  /// The chain of this number, made if there is none.
  public Chain chain(int index) {
    Chain known = find(index);
    if (known == null) {
      known = new Chain(this, index);
      chains.add(known);
    }
    return known;
  }

  /// Forgets a chain that is empty and that nobody has made.
  public void tidy(Chain chain) {
    if (chain.isEmpty() && !chain.isExplicit()) {
      chains.remove(chain);
    }
  }

  /// It ends, with all filters.
  public void end() {
    for (Chain chain : chains) {
      chain.flush();
    }
    chains.clear();
  }

  /// Judges a packet (`tcf_classify`). Returns a [Control], or -1 when no filter matches. When the
  /// verdict is that it is stolen the packet is gone; to drop it is up to the caller.
  public int classify(Packet packet, NetDevice device, Verdict verdict) {
    verdict.begin();
    if (!filters) {
      return Control.UNSPECIFIED;
    }
    int protocol = packet.vlan() == Packet.NO_VLAN ? packet.protocol() : packet.vlanProtocol();
    Chain chain = find(0);
    for (int round = 0; round < MOST_ROUNDS && chain != null; round++) {
      int control = classify(chain, protocol, packet, device, verdict);
      if (Control.isGoto(control)) {
        chain = find(Control.value(control));
      } else if (control != Control.RECLASSIFY) {
        verdict.action(control);
        return control;
      }
    }
    int end = chain == null ? Control.UNSPECIFIED : Control.SHOT;
    verdict.action(end);
    return end;
  }

  private int classify(
      Chain chain, int protocol, Packet packet, NetDevice device, Verdict verdict) {
    List<Classifier> all = chain.classifiers();
    for (int i = 0; i < all.size(); i++) {
      Classifier each = all.get(i);
      if (each.protocol() == protocol || each.protocol() == ALL) {
        int control = each.classify(packet, device, atIngress, verdict);
        if (control != Control.UNSPECIFIED) {
          return control;
        }
      }
    }
    return Control.UNSPECIFIED;
  }
}
