package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.action.Control;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The filters of a discipline or a class, or of several disciplines: chains, of which the first
/// has the number 0 (`tcf_block`).
public final class Block {
  /// The protocol of filters for every packet (`ETH_P_ALL`).
  public static final int ALL = 3;

  private static final int MOST_ROUNDS = 4;

  private final List<Chain> chains = new ArrayList<>(1);
  private final int index;
  private final int discipline;
  private final List<Runnable> listeners = new ArrayList<>(1);

  /// The numbers of the hash tables of u32, which all priorities share; made on first use.
  private @Nullable U32Tables tables;

  private boolean filters;

  /// Where the filter was made that was made last.
  private int parent;

  private Block(int index, int discipline) {
    this.index = index;
    this.discipline = discipline;
  }

  /// The filters of the discipline of this number.
  public static Block of(int discipline) {
    return new Block(0, discipline);
  }

  /// Filters that disciplines share under this number.
  static Block shared(int index) {
    return new Block(index, 0);
  }

  /// The number of the discipline, 0 where several share the filters.
  int discipline() {
    return discipline;
  }

  /// The number under which disciplines share it, 0 when they do not.
  public int index() {
    return index;
  }

  /// The discipline or class, or direction, at which the last filter was made: its listing names
  /// that (`block->classid`).
  public int parent() {
    return parent;
  }

  public void parent(int value) {
    parent = value;
  }

  /// Whether disciplines share it.
  public boolean isShared() {
    return index != 0;
  }

  /// The listener is told when there are filters, and when there are none any more.
  public void attach(Runnable listener) {
    listeners.add(listener);
  }

  /// The listener is told nothing any longer.
  public void detach(Runnable listener) {
    listeners.remove(listener);
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
    listeners.forEach(Runnable::run);
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

  /// Forgets a chain that is empty and that nobody has made; returns whether it has.
  public boolean tidy(Chain chain) {
    return chain.isEmpty() && !chain.isExplicit() && chains.remove(chain);
  }

  /// Whether a filter chooses the class, which cannot go meanwhile (`tcf_bind_filter`).
  public boolean binds(int classid) {
    for (Chain chain : chains) {
      for (Classifier classifier : chain.classifiers()) {
        for (Rule rule : classifier.rules()) {
          if (rule.classid() == classid) {
            return true;
          }
        }
      }
    }
    return false;
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
    return classify(packet, device, false, verdict);
  }

  /// The same, for what comes in by the device or goes out.
  public int classify(Packet packet, NetDevice device, boolean atIngress, Verdict verdict) {
    verdict.begin();
    if (!filters) {
      return Control.UNSPECIFIED;
    }
    int protocol = packet.vlan() == Packet.NO_VLAN ? packet.protocol() : packet.vlanProtocol();
    Chain chain = find(0);
    for (int round = 0; round < MOST_ROUNDS && chain != null; round++) {
      int control = classify(chain, protocol, packet, device, atIngress, verdict);
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
      Chain chain,
      int protocol,
      Packet packet,
      NetDevice device,
      boolean atIngress,
      Verdict verdict) {
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
