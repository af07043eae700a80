package dev.patchbay.tools.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.packet.Ip;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouteOptionsTest {
  private final Host host = new Host();
  private final RouteOptions[] routes = new RouteOptions[1];

  @AfterEach
  void leave() {
    host.close();
  }

  private String show(String hex) {
    host.run(
        (process, args) -> {
          if (routes[0] == null) {
            routes[0] = new RouteOptions(new AddressNames(new Hosts(""), process.netns(), true));
          }
          return 0;
        },
        "ping");
    return routes[0].show(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void asksWhoIsOnTheWay() {
    byte[] option = RouteOptions.recordRoute();

    assertThat(option).hasSize(40).startsWith(1, 7, 39, 4, 0);
  }

  @Test
  void asksForTheTimesAtGivenAddresses() {
    byte[] option =
        RouteOptions.timestamps(Options.Timestamps.TSPRESPEC, List.of(Ip.of("10.0.0.2")));

    assertThat(option).containsExactly(68, 12, 5, 3, 10, 0, 0, 2, 0, 0, 0, 0);
  }

  @Test
  void showsTheWay() {
    String shown = show("07 0b 0c 0a000001 0a000002 00");

    assertThat(shown).isEqualTo("\nRR: \t10.0.0.1\n\t10.0.0.2\n");
  }

  @Test
  void showsOnlyPlacesThatAreFilled() {
    String shown = show("07 0b 08 0a000001 00000000 00");

    assertThat(shown).isEqualTo("\nRR: \t10.0.0.1\n");
  }

  @Test
  void doesNotRepeatTheSameWay() {
    show("07 07 08 0a000001 00");

    assertThat(show("07 07 08 0a000001 00")).isEqualTo("\t(same route)");
    assertThat(show("07 07 08 0a000002 00")).isEqualTo("\nRR: \t10.0.0.2\n");
  }

  @Test
  void showsTimesAsDifferences() {
    String shown = show("44 10 11 00 00000100 00000105 00000105");

    assertThat(shown).isEqualTo("\nTS: \t256 absolute\n\t5\n\t0\n");
  }

  @Test
  void showsTimesThatAreNotStandardApart() {
    String shown = show("44 10 11 00 80000100 00000105 80000102");

    assertThat(shown)
        .isEqualTo("\nTS: \t256 absolute not-standard\n\t261 absolute\n\t2 not-standard\n");
  }

  @Test
  void showsTimesWithAddressesAndHowManyFoundNoPlace() {
    String shown = show("44 0c 0d 21 0a000001 00000100");

    assertThat(shown).isEqualTo("\nTS: \t10.0.0.1\t256 absolute\nUnrecorded hops: 2\n");
  }

  @Test
  void stopsAtAnOptionWithoutAnEnd() {
    assertThat(show("01 94 04 0000 99 50")).isEqualTo("\nNOP\nunknown option 94");
  }
}
