package dev.patchbay.qdisc.discipline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.RandomStream;
import dev.patchbay.core.World;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.VirtualClock;
import dev.patchbay.packet.PacketPool;
import org.junit.jupiter.api.Test;

class LossModelTest {
  private static final long ALL = 0xffff_ffffL;

  private final RandomStream random =
      new World(new EventLoop(new VirtualClock()), new PacketPool(), 1).random("loss");

  private long losses(LossModel model, int packets) {
    int state = LossModel.FIRST_STATE;
    long lost = 0;
    for (int i = 0; i < packets; i++) {
      int next = model.next(state, random);
      lost += next < 0 ? 1 : 0;
      state = Math.abs(next);
    }
    return lost;
  }

  @Test
  void losesAsOftenAsTheChainSays() {
    LossModel model = new LossModel.FourStates(ALL / 10, ALL - ALL / 10, 0, ALL, 0);

    assertThat(losses(model, 20_000)).isBetween(1_800L, 2_200L);
  }

  @Test
  void losesNothingWhileItIsGood() {
    assertThat(losses(new LossModel.GilbertElliot(0, ALL, 0, 0), 1000)).isZero();
  }

  @Test
  void losesAllOnceItIsBadForGood() {
    assertThat(losses(new LossModel.GilbertElliot(ALL, 0, 0, 0), 1000)).isBetween(998L, 1000L);
  }
}
