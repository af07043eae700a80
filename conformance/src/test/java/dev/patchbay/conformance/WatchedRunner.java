package dev.patchbay.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Ledger;
import dev.patchbay.core.Leg.End;
import dev.patchbay.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs a case with all its journeys recorded, and fails where they do not add up to what the lab
/// has counted: each packet is in a journey, and ends there as it does in the ledger.
final class WatchedRunner implements CaseRunner {
  @Override
  public String transcript(Path script, long seed) throws IOException {
    StringBuilder out = new StringBuilder();
    try (Lab lab = Lab.builder().seed(seed).journeys(true).checkedPool(true).build()) {
      lab.transcript(Files.readString(script), out);
      boolean forgot = lab.world().journeys().begun() > lab.journeys().size();
      if (!forgot) {
        addUp(lab.journeys(), lab.world().ledger());
      }
    }
    return out.toString();
  }

  private static void addUp(List<Journey> journeys, Ledger ledger) {
    long begun = journeys.stream().mapToLong(Journey::begun).sum();

    assertThat(begun).as("packets").isEqualTo(ledger.created() + ledger.cloned());
    assertThat(ended(journeys, End.DELIVERED)).as("delivered").isEqualTo(ledger.delivered());
    assertThat(ended(journeys, End.CONSUMED)).as("consumed").isEqualTo(ledger.consumed());
    assertThat(ended(journeys, End.MERGED)).as("merged").isEqualTo(ledger.merged());
    assertThat(ended(journeys, End.QUEUED)).as("under way").isEqualTo(ledger.queued());
    for (DropReason reason : DropReason.values()) {
      assertThat(dropped(journeys, reason)).as(reason.name()).isEqualTo(ledger.dropped(reason));
    }
  }

  private static long ended(List<Journey> journeys, End how) {
    return journeys.stream().mapToLong(journey -> journey.ended(how)).sum();
  }

  private static long dropped(List<Journey> journeys, DropReason reason) {
    return journeys.stream().mapToLong(j -> j.drops().getOrDefault(reason, 0L)).sum();
  }
}
