"""Which happenings a sentence tells, and which it does not."""

from collections.abc import Callable
from typing import Any

import pytest

Tell = Callable[..., Any]

SAYS = {
    "The rebels captured the town.": ["capture"],
    "The town was captured by the rebels.": ["capture"],
    "The rebels seized the bridge and retook the castle.": ["capture", "recapture"],
    "The rebels seized the bridge and the castle.": ["capture", "capture"],
    "The city fell to the Ottomans after a siege of 53 days.": ["capture", "siege"],
    "The cavalry charged the guns but were repulsed.": ["charge", "repulse"],
    "The garrison was forced to surrender.": ["surrender"],
    "The army managed to recapture the fort.": ["recapture"],
    "Surrounded, the garrison surrendered.": ["encirclement", "surrender"],
    "Two frigates were sunk.": ["sinking"],
    "The rebels captured seven guns.": ["seizure-of-materiel"],
    "General Harlow was captured.": ["taking-of-prisoners"],
    "The town was looted and burned by the soldiers.": ["arson", "looting"],
    "Airstrikes hit the hospital.": ["airstrike"],
    "The fighting for the town continues.": ["fighting"],
    "After the capture of the fort by the rebels, the army withdrew.": ["capture", "retreat"],
    "The regime bombs the city daily with airstrikes and drones.": ["bombardment"],
    "An attempt by the garrison to break out of the town failed.": ["attack"],
    "The army lifted the siege and withdrew.": ["end-of-siege", "retreat"],
    "The fleet withdrew, and the marines landed at Kelm.": ["landing", "retreat"],
    "The ship was torpedoed and sunk.": ["sinking"],
    "The rebels reached Kelm, and the bridge was in rebel hands.": ["arrival", "control"],
    "The king ordered an attack.": ["order"],
    "The church was struck by an airstrike.": ["airstrike"],
    "The church was struck by the rebels.": ["attack"],
    "They claimed to have shot down a helicopter.": ["shooting-down"],
    "The rebels attacked the soldiers stationed at Kelm.": ["attack", "deployment"],
}
DOES_NOT = (
    "The rebels failed to capture the town.",
    "The rebels did not capture the town.",
    "The town was never captured.",
    "The army planned to attack the fort.",
    "The rebels threatened to attack the capital.",
    "The rebels could have captured the town.",
    "The garrison refused to be drawn out, and no attack was made.",
    "Plans for an attack were drawn up by the staff officers of the king.",
    "The king feared that the city would fall.",
    "The fort would be attacked if the garrison stayed.",
    "The rebels took the town's keys to heart.",
    "The army denied that the town had fallen.",
    "The troops reached for their weapons without a fight.",
    "Night fell.",
    "To capture the town, the rebels needed guns.",
    "Who attacked the town?",
    "The king decided upon a second attack on the fort.",
    "The generals agreed on an attack and planned a further attack.",
    "The battle is commemorated every year.",
    "The captured town lies near the river.",
)


@pytest.mark.parametrize(("text", "kinds"), SAYS.items(), ids=SAYS)
def test_it_is_told(told: Tell, text: str, kinds: list[str]) -> None:
    assert told(text).kinds() == kinds


@pytest.mark.parametrize("text", DOES_NOT)
def test_it_is_not_told(told: Tell, text: str) -> None:
    taken = {"capture", "attack", "recapture", "surrender", "fighting", "battle"}
    assert not taken & set(told(text).kinds())
