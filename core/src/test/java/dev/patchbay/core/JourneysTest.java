package dev.patchbay.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Leg.Birth;
import dev.patchbay.core.Leg.End;
import dev.patchbay.core.text.Output;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.VirtualClock;
import dev.patchbay.packet.CheckedPacketPool;
import dev.patchbay.packet.Packet;
import org.junit.jupiter.api.Test;

class JourneysTest {
  private record Seen(String name) implements Stage {
    @Override
    public void show(Output out) {}
  }

  private final World world =
      new World(new EventLoop(new VirtualClock()), new CheckedPacketPool(), 1);
  private final Journeys journeys = world.journeys();

  private static Leg leg(Packet packet) {
    return (Leg) packet.trace();
  }

  @Test
  void recordsNothingUnlessAsked() {
    Packet packet = world.allocate(10);

    world.consume(packet);

    assertThat(packet.trace()).isNull();
    assertThat(journeys.all()).isEmpty();
  }

  @Test
  void beginsAJourneyWithAPacketThatNothingCaused() {
    journeys.recording(true);

    Packet one = world.allocate(10);
    Packet two = world.allocate(10);

    assertThat(leg(one).journey()).isNotSameAs(leg(two).journey());
    assertThat(leg(one).birth()).isEqualTo(Birth.FIRST);
    world.drop(one, DropReason.NO_SOCKET);
    world.drop(two, DropReason.NO_SOCKET);
  }

  @Test
  void makesWhatComesOfAPacketPartOfItsJourney() {
    journeys.recording(true);
    Packet packet = world.allocate(10);

    Packet copy = world.clone(packet);
    Packet piece = world.allocatePiece(10, packet);
    Leg before = journeys.enter(packet, "ping");
    Packet question = world.allocate(10);
    journeys.leave(before);

    Journey journey = leg(packet).journey();
    assertThat(journey.title()).isEqualTo("ping");
    assertThat(journey.legs())
        .extracting(Leg::birth)
        .containsExactly(Birth.FIRST, Birth.COPY, Birth.PIECE, Birth.CAUSED);
    assertThat(journey.legs()).extracting(Leg::parent).containsOnly(null, leg(packet));
    world.deliver(copy);
    world.merge(piece);
    Leg asked = leg(question);
    world.drop(question, DropReason.NEIGH_FAILED);
    assertThat(asked.reason()).isEqualTo(DropReason.NEIGH_FAILED);
    assertThat(journey.ended(End.QUEUED)).isEqualTo(1);
    world.consume(packet);
    assertThat(journey.ended(End.QUEUED)).isZero();
  }

  @Test
  void cutsAStormAndCountsItsEndsAllTheSame() {
    journeys.recording(true);
    Packet packet = world.allocate(10);
    Journey journey = leg(packet).journey();

    for (int i = 0; i < 2 * Journey.MOST_LEGS; i++) {
      Packet copy = world.clone(packet);
      world.note(copy, null, new Seen("storm"));
      world.drop(copy, DropReason.CPU_BACKLOG);
    }
    world.consume(packet);

    assertThat(journey.isCut()).isTrue();
    assertThat(journey.legs()).hasSizeLessThanOrEqualTo(Journey.MOST_LEGS);
    assertThat(journey.entries()).hasSizeLessThanOrEqualTo(Journey.MOST_ENTRIES);
    assertThat(journey.begun()).isEqualTo(2 * Journey.MOST_LEGS + 1);
    assertThat(journey.drops()).containsEntry(DropReason.CPU_BACKLOG, 2L * Journey.MOST_LEGS);
    assertThat(journey.ended(End.QUEUED)).isZero();
  }

  @Test
  void keepsTheNewestOnly() {
    journeys.recording(true);

    for (int i = 0; i <= Journeys.MOST; i++) {
      world.consume(world.allocate(10));
    }

    assertThat(journeys.all()).hasSize(Journeys.MOST);
    assertThat(journeys.all().getFirst().number()).isEqualTo(2);
    assertThat(journeys.since(Journeys.MOST)).hasSize(1);
  }
}
