"""The invented people and lines of enquiry that the capture lines speak of."""

from ilacs_desktop.domain.people import Person, Side

INSPECTORS = (
    ("Helen Ward", "Lead inspector", "Inspector A"),
    ("Paula Marsh", "HMI", "Inspector B"),
    ("Imran Shah", "HMI", "Inspector C"),
    ("Gwen Ellis", "HMI", "Inspector D"),
)
STAFF = (
    ("Rosa Quinn", "Assistant Director"),
    ("Dilys Barrow", "Director of Children's Services"),
    ("Ama Osei", "Performance Analyst"),
    ("Lewis Hartley", "Team Manager"),
    ("Priya Nandy", "LADO"),
    ("Sean Byrne", "Head of Service"),
    ("Kath Boyle", "Virtual School Head"),
    ("Rashid Malik", "Social Worker"),
    ("Tom Flynn", "Social Worker"),
    ("Sam Smith", "Panel Adviser"),
    ("Sue Smith", "Business Support"),
    ("Ola Reed", "Principal Social Worker"),
    ("Mo Roche", "Independent Reviewing Officer"),
)

PEOPLE = (
    *(
        Person(number, name, Side.INSPECTORATE, role=role, known_as=known_as)
        for number, (name, role, known_as) in enumerate(INSPECTORS, 1)
    ),
    *(Person(number, name, Side.AUTHORITY, role=role) for number, (name, role) in enumerate(STAFF, 11)),
    Person(31, "Nia Kaur", Side.PARTNER, role="Designated Nurse"),
    Person(32, "Gone Marsh", Side.AUTHORITY, role="Assistant Director", is_active=False),
)

ENQUIRIES = (
    (1, "K-01", "Permanence planning"),
    (2, "K-02", "Care leavers: accommodation"),
    (3, "K-03", "Missing and return interviews"),
    (4, "K-04", "Front door thresholds"),
    (5, "K-05", "Supervision and management oversight"),
    (6, "K-06", "Child protection: repeat plans"),
)
