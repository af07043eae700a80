package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;
import org.jspecify.annotations.Nullable;

/// The bands of prio at work (net/sched/sch_prio.c).
final class PrioQueue extends BandQueue {
  private static final int LEAST = 2;
  private static final int MOST = 16;

  private Prio.Bands setting = Prio.Bands.USUAL;

  PrioQueue(QdiscKind kind, Place place, Prio.Bands options) throws NetlinkException {
    super(kind, place);
    change(options);
  }

  @Override
  public QdiscKind.Options options() {
    return setting;
  }

  @Override
  public void change(QdiscKind.Options options) throws NetlinkException {
    Prio.Bands said = options instanceof Prio.Bands given ? given : Prio.Bands.USUAL;
    if (said.count() < LEAST || said.count() > MOST) {
      throw new NetlinkException(Errno.EINVAL);
    }
    for (int i = 0; i < PriorityMap.SIZE; i++) {
      if (said.map().band(i) >= said.count()) {
        throw new NetlinkException(Errno.EINVAL);
      }
    }
    setting = said;
    count(said.count());
  }

  @Override
  protected boolean asksFilters(Packet packet) {
    return Handle.major(packet.priority()) != handle();
  }

  @Override
  protected int bandOf(Packet packet, int control) {
    int wanted = packet.priority();
    if (asksFilters(packet)) {
      if (control < 0) {
        return setting.map().band(Handle.major(wanted) == 0 ? wanted : 0);
      }
      wanted = verdict.classid();
    }
    int band = Handle.minor(wanted) - 1;
    return band >= 0 && band < count() ? band : setting.map().band(0);
  }

  @Override
  protected @Nullable Packet dequeue() {
    for (int i = 0; i < count(); i++) {
      Packet packet = take(i);
      if (packet != null) {
        return packet;
      }
    }
    return null;
  }

  @Override
  public void show(Page page) {
    setting.map().show(setting.count(), page.out());
  }
}
