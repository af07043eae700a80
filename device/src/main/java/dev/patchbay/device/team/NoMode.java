package dev.patchbay.device.team;

import dev.patchbay.packet.Packet;

/// What a team does that nobody has told anything: it takes every frame, and sends none
/// (`team_dummy_transmit`).
final class NoMode extends TeamMode {
  NoMode(TeamDevice team) {
    super(team);
  }

  @Override
  String name() {
    return "*NOMODE*";
  }

  @Override
  boolean transmit(Packet packet) {
    return drop(packet);
  }

  @Override
  boolean sharesAddress() {
    return false;
  }
}
