package dev.patchbay.stack.neighbour;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;

/// What neighbours tell a journey.
final class NeighbourStages {
  /// The packet waits until the neighbour's address is known.
  record Wait(String neighbour, String device) implements Stage {
    @Override
    public String name() {
      return "neighbour";
    }

    @Override
    public void show(Output out) {
      out.string("neighbour", "waits for ", neighbour, "");
      out.string("dev", " dev ", device, "");
    }
  }

  /// The neighbour's address is known, or was.
  record Known(Ip neighbour, long address, String state) implements Stage {
    @Override
    public String name() {
      return "neighbour";
    }

    @Override
    public void show(Output out) {
      out.string("neighbour", "", neighbour.text(), "");
      out.string("lladdr", " lladdr ", Mac.of(address).toString(), "");
      out.string("state", " ", state, "");
    }

    @Override
    public boolean isDetail() {
      return true;
    }
  }

  /// The question is for nobody here.
  record Unanswered(String target) implements Stage {
    @Override
    public String name() {
      return "arp";
    }

    @Override
    public void show(Output out) {
      out.string("target", "no answer: ", target, " is no address of this namespace");
    }
  }

  /// An ARP message has been read.
  record Arp(int operation, String sender, String target) implements Stage {
    @Override
    public String name() {
      return "arp";
    }

    @Override
    public void show(Output out) {
      out.string("operation", "", operation == 1 ? "request" : "reply", "");
      out.string("sender", " from ", sender, "");
      out.string("target", " for ", target, "");
    }
  }

  private NeighbourStages() {}
}
