package dev.becas.launcher;

import java.time.Duration;

/// The program that is relaunched in a test: `exit N` leaves with that code, `wait` drains for a moment when it is told
/// to stop.
final class Child {
    private Child() {}

    public static void main(String[] args) throws InterruptedException {
        if (args[0].equals("exit")) {
            Runtime.getRuntime().exit(Integer.parseInt(args[1]));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(Child::drain));
        System.out.println("ready " + System.getProperty("colour"));
        Thread.sleep(Duration.ofMinutes(1));
    }

    private static void drain() {
        try {
            Thread.sleep(Duration.ofMillis(300));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.println("drained");
    }
}
