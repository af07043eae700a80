package dev.patchbay.trace.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void placesNoBoxOverAnother(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Box> boxes = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < 2 + 12 * seed; i++) {
      boxes.add(new Box(40 + random.nextInt(200), 30 + random.nextInt(150)));
      for (int n = random.nextInt(3); n > 0 && i > 0; n--) {
        Box other = boxes.get(random.nextInt(boxes.size()));
        links.add(new Link(boxes.get(i), 20, other, 20));
      }
    }

    Box all = Layout.place(boxes, links);

    for (Box box : boxes) {
      assertThat(box.x).isGreaterThan(-0.01);
      assertThat(box.y).isGreaterThan(-0.01);
      assertThat(box.right()).isLessThan(all.width + 0.01);
      assertThat(box.bottom()).isLessThan(all.height + 0.01);
      assertThat(boxes).noneMatch(other -> other != box && overlap(box, other));
    }
  }

  private static boolean overlap(Box a, Box b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
  }

  @Test
  void placesAChainFromLeftToRight() {
    List<Box> chain = List.of(new Box(50, 50), new Box(50, 50), new Box(50, 50));
    List<Link> links = new ArrayList<>();
    for (int i = 1; i < chain.size(); i++) {
      links.add(new Link(chain.get(i - 1), 25, chain.get(i), 25));
    }

    Layout.place(chain, links);

    assertThat(chain).extracting(box -> box.x).isSorted();
    assertThat(chain).extracting(box -> box.y).containsOnly(0.0);
  }

  @Test
  void placesWhatHangsOnAHubAtBothSidesOfIt() {
    Box hub = new Box(80, 200);
    List<Box> boxes = new ArrayList<>(List.of(hub));
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      boxes.add(new Box(50, 30));
      links.add(new Link(hub, 20 * i, boxes.getLast(), 15));
    }

    Layout.place(boxes, links);

    assertThat(boxes.stream().filter(box -> box.right() <= hub.x)).hasSize(4);
    assertThat(boxes.stream().filter(box -> box.x >= hub.right())).hasSize(4);
  }

  @Test
  void standsEverythingAsNearAsCanBeToWhereItWishes() {
    assertThat(Heights.nearest(new double[] {0, 0, 100}, new double[] {20, 20, 20}))
        .containsExactly(-10, 10, 100);
  }
}
