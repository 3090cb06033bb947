package dev.becas.gputrainer.rival;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.evaluate.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PriorTest {
    @Test
    void meanProbabilitiesBecomeTheShares() {
        Random random = new Random(1);
        List<double[]> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            // The model prefers the first label by three nats whatever it reads.
            answers.add(new double[] {random.nextGaussian() + 3, random.nextGaussian(), random.nextGaussian() - 1});
        }
        Prior prior = Prior.fit(answers, 0.2, 0.5, 0.3);
        double[] mean = new double[3];
        for (double[] answer : prior.applied(answers)) {
            double[] probabilities = Judgement.shares(answer);
            for (int label = 0; label < 3; label++) {
                mean[label] += probabilities[label] / answers.size();
            }
        }
        assertArrayEquals(new double[] {0.2, 0.5, 0.3}, mean, 1e-6);
    }

    @Test
    void answersThatAreRightStayRight() {
        List<double[]> answers = List.of(new double[] {-0.1, -3}, new double[] {-3, -0.1});
        double[] even = Prior.fit(answers, 0.5, 0.5).applied(0, 0);
        assertEquals(even[0], even[1], 1e-9);
    }

    @Test
    void anAnswerThatIsCertainBreaksNothing() {
        Prior prior = Prior.fit(List.of(new double[] {0, -800}, new double[] {0, -900}), 0.5, 0.5);
        for (double offset : prior.applied(0, 0)) {
            assertTrue(Double.isFinite(offset), "no NaN");
        }
    }
}
