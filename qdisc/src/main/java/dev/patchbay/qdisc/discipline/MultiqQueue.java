package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Page;
import org.jspecify.annotations.Nullable;

/// The bands of multiq at work: the queue that a packet is meant for is its band.
final class MultiqQueue extends BandQueue {
  private final QueueChoice choice;
  private int current;

  MultiqQueue(QdiscKind kind, Place place) throws NetlinkException {
    super(kind, place);
    choice = new QueueChoice(device());
    change(QdiscKind.Options.NONE);
  }

  @Override
  public QdiscKind.Options options() {
    return QdiscKind.Options.NONE;
  }

  @Override
  public void change(QdiscKind.Options options) throws NetlinkException {
    if (device().numTxQueues() == 1) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    count(device().realTxQueues());
  }

  @Override
  protected int bandOf(Packet packet, int control) {
    int queue = choice.of(packet);
    return queue < count() ? queue : 0;
  }

  @Override
  protected @Nullable Packet dequeue() {
    for (int i = 0; i < count(); i++) {
      current = (current + 1) % count();
      Packet packet = take(current);
      if (packet != null) {
        return packet;
      }
    }
    return null;
  }

  @Override
  protected void clear() {
    super.clear();
    current = 0;
  }

  @Override
  public void show(Page page) {
    int most = device().numTxQueues();
    page.out().verbatim("bands " + count() + "/" + most + " ");
  }
}
