package dev.becas.orchestrator.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.becas.kernel.model.AnswerTimes;
import dev.becas.kernel.model.AnswerTimes.Total;
import dev.becas.kernel.plugin.Services;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ResponseTimeTest {
    private final AtomicReference<Total> total = new AtomicReference<>(new Total(0, 0));
    private final Services services = new Services();
    private final ResponseTime responses = new ResponseTime(services);

    @Test
    void isTheMeanSinceTheLastLook() {
        services.provide(AnswerTimes.class, "bot", total::get);
        assertEquals(OptionalDouble.empty(), responses.meanMsSinceLastLook());
        total.set(new Total(2, 400));
        assertEquals(OptionalDouble.of(200), responses.meanMsSinceLastLook());
        assertEquals(OptionalDouble.empty(), responses.meanMsSinceLastLook());
        total.set(new Total(3, 3_400));
        assertEquals(OptionalDouble.of(3_000), responses.meanMsSinceLastLook());
    }

    @Test
    void isUnknownWhereNobodyAsksModels() {
        assertEquals(OptionalDouble.empty(), responses.meanMsSinceLastLook());
    }
}
